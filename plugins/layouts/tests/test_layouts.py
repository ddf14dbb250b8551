"""The layouts: readable, told apart, and fitting the headers of the exports that they are about."""

import tomllib
from importlib.resources import files

import pytest

import leadgen_layouts
from leadgen_layouts import plugin
from leadgen_sdk.contract import check_plugin

EXPORTS = {
    "linkedin_connections": "First Name|Last Name|URL|Email Address|Company|Position|Connected On",
    "linkedin_messages": "CONVERSATION ID|CONVERSATION TITLE|FROM|SENDER PROFILE URL|TO|DATE|CONTENT",
    "phantombuster_sales_navigator": "profileUrl|fullName|companyName|title|companyUrl|vmid|query|timestamp",
    "phantombuster_search": "profileUrl|fullName|connectionDegree|query|headline|location|vmid|jobTitle",
    "phantombuster_profiles": "firstName|lastName|linkedinProfileUrl|linkedinHeadline|linkedinJobTitle",
    "evaboot_leads": "First Name|Last Name|Current Job|Linkedin URL Public|Matches Filters|Company Name",
    "evaboot_companies": "Company Name|Company Linkedin URL Unique ID|Company Employee Range|Company Type",
    "sales_navigator_list": "Full Name|Title|Company|Sales Navigator URL|Location",
    "wiza": "first_name|last_name|title|email|email_status|linkedin|company|company_size",
    "google_contacts": "First Name|Last Name|Organization Name|Labels|E-mail 1 - Value|Phone 1 - Value",
    "google_contacts_old": "Name|Given Name|Additional Name|Family Name|Group Membership|E-mail 1 - Value",
    "outlook": "First Name|Last Name|Company|Business Street|Home Street|E-mail Address|Categories",
    "outlook_com": "First Name|Nickname|Company Main Phone|E-mail Address|E-mail 2 Address|Web Page",
    "thunderbird": "First Name|Last Name|Display Name|Primary Email|Secondary Email|Work Phone",
    "hubspot_contacts": "Record ID|First Name|Last Name|Email|Associated Company|Lifecycle Stage",
    "hubspot_companies": "Record ID|Company name|Company owner|Phone Number|City|Industry",
    "salesforce_contacts": "Salutation|First Name|Last Name|Title|Mailing Street|Account Name|Email",
    "salesforce_leads": "Lead ID|First Name|Last Name|Company|Email|Lead Status|Lead Owner",
    "salesforce_accounts": "Account Name|Billing Street|Billing City|Phone|Type|Account Owner",
    "pipedrive_people": "Person - ID|Person - Name|Person - Organization|Person - Email - Work",
    "pipedrive_organizations": "Organization - ID|Organization - Name|Organization - Address",
    "apollo_contacts": "First Name|Last Name|Title|Company|Email Status|# Employees|Person Linkedin Url",
    "apollo_accounts": "Company|Website|# Employees|Company Linkedin Url|Founded Year|Apollo Account Id",
    "zoominfo_contacts": "ZoomInfo Contact ID|Last Name|First Name|Job Title|Email Address|Company Name",
    "zoominfo_companies": "ZoomInfo Company ID|Company Name|Website|Company HQ Phone|Primary Industry",
    "lemlist": "email|firstName|lastName|companyName|icebreaker|linkedinUrl|picture",
    "instantly": "Email|First Name|Last Name|Company Name|Website|Personalization|Lead Status",
    "mailchimp": "Email Address|First Name|Last Name|MEMBER_RATING|OPTIN_TIME|LEID|EUID|NOTES|TAGS",
    "attio_people": "Record ID|Name|Email addresses|Job title|Company|Connection strength|Last interaction",
    "attio_companies": "Record ID|Name|Domains|Description|Team|Categories|Connection strength",
}  # fmt: skip


def test_it_keeps_the_contract() -> None:
    check_plugin(plugin)
    assert len(plugin.layouts) == len({layout.label for layout in plugin.layouts})


@pytest.mark.parametrize("key", EXPORTS)
def test_a_layout_fits_its_export_and_names_its_columns(key: str) -> None:
    header = EXPORTS[key].split("|")
    layout = next(layout for layout in plugin.layouts if layout.key == key)
    assert layout.fits(header)
    assert layout.fits([f" {name.upper()} " for name in header])
    assert sum(name in layout.columns for name in header) >= 2


def test_each_layout_has_an_export_to_be_tried_on() -> None:
    assert {layout.key for layout in plugin.layouts} == set(EXPORTS)


@pytest.mark.parametrize(
    "header",
    ["Name|E-mail|Phone|Company|Notes", "First Name|Last Name|Email|Company|Title|Website|City",
     "email|name|status", "Jméno|Příjmení|E-mail|Firma|Telefon", ""],
)  # fmt: skip
def test_an_ordinary_list_is_nobodys_export(header: str) -> None:
    assert [layout.key for layout in plugin.layouts if layout.fits(header.split("|"))] == []


def test_a_file_says_nothing_twice_and_nothing_unknown() -> None:
    for file in files(leadgen_layouts).joinpath("vendors").iterdir():
        said = tomllib.loads(file.read_text(encoding="utf-8"))
        assert set(said) <= {"label", "kind", "needs", "columns", "leave"}, file.name
        assert said["kind"] in ("contact", "company"), file.name
        assert not set(said["columns"]) & set(said.get("leave", ())), file.name
