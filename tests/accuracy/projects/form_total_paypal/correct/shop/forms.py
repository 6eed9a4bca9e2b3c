from django import forms


class PayForm(forms.Form):
    total = forms.DecimalField(max_digits=10, decimal_places=2)
    email = forms.EmailField()
