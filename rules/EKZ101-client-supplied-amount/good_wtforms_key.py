"""The form names the course and how many seats; the course has the price."""

import stripe
from flask import Flask, redirect, render_template
from flask_wtf import FlaskForm
from wtforms import IntegerField

from academy.models import Course, Enrolment, db

app = Flask(__name__)


class PayForm(FlaskForm):
    course_id = IntegerField()
    seats = IntegerField()


@app.route("/pay", methods=["GET", "POST"])
def pay():
    form = PayForm()
    if not form.validate_on_submit():
        return render_template("pay.html", form=form)
    course = Course.query.get_or_404(form.course_id.data)
    enrolment = Enrolment(course_id=course.id, seats=form.seats.data)
    db.session.add(enrolment)
    db.session.commit()
    total = course.price_cents * form.seats.data
    intent = stripe.PaymentIntent.create(amount=total, currency="eur", metadata={"enrolment": enrolment.id})
    return redirect(intent.next_action.redirect_to_url.url)
