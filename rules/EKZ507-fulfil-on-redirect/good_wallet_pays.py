"""The customer pays from the wallet on this page: what is taken away is given to nobody."""

from django.db.models import F
from django.shortcuts import get_object_or_404, redirect
from games.models import Payment, Player


def payment_success(request):
    player = get_object_or_404(Player, user=request.user)
    payment = get_object_or_404(Payment, pid=request.GET["pid"], player=player)
    if player.balance >= payment.game.price:
        player.balance = F("balance") - payment.game.price
        player.save()
        payment.delete()
    return redirect("games")
