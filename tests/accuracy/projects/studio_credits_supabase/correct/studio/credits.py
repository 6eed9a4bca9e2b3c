from studio.store import PACKS, supabase


def grant(user_id, payment_id, pack):
    earlier = supabase.table("grants").select("id").eq("payment_id", payment_id).execute()
    if len(earlier.data) > 0:
        return
    supabase.table("grants").insert({"payment_id": payment_id, "user_id": user_id}).execute()
    account = supabase.table("accounts").select("credits").eq("user_id", user_id).single().execute()
    balance = account.data["credits"] + PACKS.get(pack, 0)
    supabase.table("accounts").update({"credits": balance}).eq("user_id", user_id).execute()
