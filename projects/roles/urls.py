from django.urls import path

from projects.roles.comparing import views as comparing
from projects.roles.describing import views as describing
from projects.roles.documents import views as documents
from projects.roles.duties import views as duties
from projects.roles.farewell import views as farewell
from projects.roles.importing import views as importing
from projects.roles.inviting import views as inviting
from projects.roles.on_paper import views as on_paper
from projects.roles.pairing import views as pairing
from projects.roles.proposals import views as proposals
from projects.roles.quick_invite import views as quick_invite
from projects.roles.recording import views as recording
from projects.roles.standard_terms import views as standard_terms
from projects.roles.starting_points import views as starting_points
from projects.roles.terms import views as terms
from projects.roles.writing import views as writing

app_name = "roles"
urlpatterns = [
    path("invite/", quick_invite.quick_invite, name="quick_invite"),
    path("roles/terms/<ref:organisation>/", standard_terms.change, name="standard_terms"),
    path("roles/templates/<ref:organisation>/", starting_points.templates, name="templates"),
    path("roles/templates/<ref:organisation>/new/", starting_points.add, name="add_template"),
    path("roles/template/<ref:ref>/", starting_points.template, name="template"),
    path("roles/template/<ref:ref>/title/", starting_points.name, name="name_template"),
    path("roles/template/<ref:ref>/topics/<slug:slug>/", starting_points.topic, name="template_topic"),
    path("roles/template/<ref:ref>/rows/<slug:part>/<slug:key>/", starting_points.row, name="template_row"),
    path(
        "roles/template/<ref:ref>/rows/<slug:part>/<slug:key>/drop/",
        starting_points.drop_row,
        name="template_drop_row",
    ),
    path("projects/<ref:ref>/roles/", writing.overview, name="overview"),
    path("projects/<ref:ref>/roles/new/", writing.new, name="new"),
    path("projects/<ref:ref>/roles/import/", importing.bring_in, name="bring_in"),
    path("roles/imported/<ref:ref>/", importing.imported, name="imported"),
    path("roles/imported/<ref:ref>/drop/", importing.drop, name="drop_imported"),
    path("roles/<ref:ref>/", writing.detail, name="detail"),
    path("roles/<ref:ref>/draft/", describing.edit, name="edit"),
    path("roles/<ref:ref>/draft/topics/<slug:slug>/", describing.topic, name="topic"),
    path("roles/<ref:ref>/draft/rows/<slug:part>/<slug:key>/", describing.row, name="row"),
    path("roles/<ref:ref>/draft/rows/<slug:part>/<slug:key>/drop/", describing.drop_row, name="drop_row"),
    path("roles/<ref:ref>/draft/drop/", writing.drop_draft, name="drop_draft"),
    path("roles/<ref:ref>/draft/duties/", duties.choose, name="duties"),
    path("roles/<ref:ref>/draft/duties/add/", duties.add, name="add_duty"),
    path("roles/<ref:ref>/draft/duties/<slug:key>/remove/", duties.remove, name="remove_duty"),
    path("roles/<ref:ref>/title/", writing.rename, name="rename"),
    path("roles/<ref:ref>/draft/start/", writing.start_draft, name="start_draft"),
    path("roles/<ref:ref>/compare/", comparing.compare, name="compare"),
    path("roles/<ref:ref>/versions/<int:number>/", writing.preview, name="preview"),
    path("roles/<ref:ref>/versions/<int:number>/offer/", writing.offer, name="offer"),
    path("roles/<ref:ref>/versions/<int:number>/as/<slug:kind>/", documents.of_version, name="file"),
    path("roles/<ref:ref>/invite/", inviting.invite, name="invite"),
    path("roles/<ref:ref>/invite/choose/", inviting.choose_people, name="choose_people"),
    path("roles/<ref:ref>/invite/chosen/", inviting.invite_chosen, name="invite_chosen"),
    path("roles/people/<ref:ref>/", inviting.assignment, name="assignment"),
    path(
        "roles/people/<ref:ref>/versions/<int:number>/as/<slug:kind>/",
        documents.of_person,
        name="person_file",
    ),
    path("roles/people/<ref:ref>/answer/", recording.answer, name="record_answer"),
    path("roles/people/<ref:ref>/parts/", proposals.parts, name="record_parts"),
    path("roles/people/<ref:ref>/parts/<slug:field>/", proposals.part, name="record_part"),
    path("roles/people/<ref:ref>/agreement.pdf", on_paper.to_print, name="print_agreement"),
    path("roles/people/<ref:ref>/signed/", on_paper.file_signed, name="file_signed"),
    path("roles/people/<ref:ref>/signed/<ref:paper>/", on_paper.signed, name="signed"),
    path("roles/people/<ref:ref>/certificate/", farewell.record_letter, name="record_letter"),
    path("roles/people/<ref:ref>/pair/", pairing.pair, name="pair"),
    path("roles/pairs/<ref:ref>/part/", pairing.part, name="part"),
    path("roles/letters/<ref:ref>/", farewell.letter, name="letter"),
    path("roles/letters/<ref:ref>/as/<slug:kind>/", farewell.letter_file, name="letter_file"),
    path("roles/people/<ref:ref>/take-back/", inviting.take_back, name="take_back"),
    path("roles/people/<ref:ref>/talked/", terms.talked, name="talked"),
    path("roles/people/<ref:ref>/kept/", duties.kept, name="kept"),
    path("roles/duties/<ref:ref>/", duties.duty, name="duty"),
    path("roles/duties/<ref:ref>/told/", duties.record, name="record_duty"),
    path("roles/suggestions/<ref:ref>/", proposals.proposal, name="proposal"),
]
