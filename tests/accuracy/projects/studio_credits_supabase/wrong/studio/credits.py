from studio.store import PACKS, supabase


def grant(user_id, payment_id, pack):
    account = supabase.table("accounts").select("credits").eq("user_id", user_id).single().execute()
    balance = account.data["credits"] + PACKS.get(pack, 0)
    supabase.table("accounts").update({"credits": balance}).eq("user_id", user_id).execute()
