from google.cloud import firestore

db = firestore.Client()


def add_minutes(reference, student):
    payment = db.collection("payments").document(reference)
    if payment.get().exists:
        return
    payment.set({"student": student})
    db.collection("students").document(student).update({"minutes": firestore.Increment(60)})
