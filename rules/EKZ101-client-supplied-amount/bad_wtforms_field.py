"""A field of the form says how much is charged, although the course has a price."""

import stripe
from flask import Flask, redirect, render_template
from flask_wtf import FlaskForm
from wtforms import DecimalField, IntegerField

from academy.models import Enrolment, db

app = Flask(__name__)


class PayForm(FlaskForm):
    course_id = IntegerField()
    amount = DecimalField()


@app.route("/pay", methods=["GET", "POST"])
def pay():
    form = PayForm()
    if not form.validate_on_submit():
        return render_template("pay.html", form=form)
    enrolment = Enrolment(course_id=form.course_id.data)
    db.session.add(enrolment)
    db.session.commit()
    amount = int(form.amount.data * 100)
    page = stripe.checkout.Session.create(  # ekz: EKZ101
        mode="payment",
        client_reference_id=str(enrolment.id),
        line_items=[
            {
                "price_data": {"currency": "eur", "unit_amount": amount, "product_data": {"name": "Course"}},
                "quantity": 1,
            }
        ],
    )
    return redirect(page.url)
