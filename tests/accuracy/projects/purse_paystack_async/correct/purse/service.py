from fastapi import Depends
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from purse.database import get_session
from purse.models import Funding, Wallet


class FundingService:
    def __init__(self, session: AsyncSession = Depends(get_session)):
        self.session = session

    async def settle(self, reference: str) -> None:
        query = select(Funding).where(Funding.reference == reference).with_for_update()
        funding = (await self.session.execute(query)).scalar_one_or_none()
        if funding is None or funding.state == "credited":
            return
        wallet = await self.session.get(Wallet, funding.wallet_id)
        await self._credit(wallet, funding)
        await self.session.commit()

    async def _credit(self, wallet: Wallet, funding: Funding) -> None:
        wallet.kobo += funding.kobo
        funding.state = "credited"
