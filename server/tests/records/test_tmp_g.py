from uuid import uuid4
from tests.records.test_cells import people, BASE  # noqa
async def test_x(web, people):
    seen = {"lists": 5, "tags": "abc", "city": {"min": 1, "max": None}, "full_name": True, "email": ["a"], "owner_id": 1.5}
    for values in ({"lists": [str(uuid4())]}, {"lists": ["abc"]}, {"tags": ["x", "y"], "city": "Oslo", "full_name": "A B", "email": "q@x.example", "owner_id": None, "lists": []}, {"full_name": None}, {"email": None, "linkedin_url": "https://linkedin.com/in/x"}):
        for s in (None, seen):
            r = await web.alice.patch(f"{BASE}/contacts", json={"records": [{"id": str(people[0]), "values": values, "seen": s}]})
            assert r.status_code == 200, r.text
            r = await web.alice.patch(f"{BASE}/contacts/{people[1]}", json={"values": values, "seen": s})
            assert r.status_code < 500
