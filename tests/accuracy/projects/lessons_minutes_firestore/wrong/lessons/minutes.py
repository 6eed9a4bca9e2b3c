from google.cloud import firestore

db = firestore.Client()


def add_minutes(reference, student):
    db.collection("payments").document(reference).set({"student": student}, merge=True)
    db.collection("students").document(student).update({"minutes": firestore.Increment(60)})
