from pydantic_settings import BaseSettings


class Settings(BaseSettings):
    mp_token: str


settings = Settings()
