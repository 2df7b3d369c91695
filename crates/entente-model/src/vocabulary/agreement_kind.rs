//! Kinds of agreement: the central table, one row a kind.
//!
//! A row says what the kind is, its group, how it holds in time, and on which side each of its roles stands. No other
//! code names a kind: it asks the row. Direction runs along [`Sides::direction`].

use super::Role::*;
use super::{Role, RoleCount, Sides, TimeClass, vocabulary};

vocabulary! {
    /// A group of kinds of agreement.
    KindGroup, "group of kinds" {
        Instruments = "instruments": "A text exists",
        Membership = "membership": "Membership and hosting",
        Dialogue = "dialogue": "Consultation",
        Events = "events": "Events",
        Delivery = "delivery": "Delivery of capacity building",
        Money = "money": "Money",
        Operational = "operational": "Operational cooperation",
        Knowledge = "knowledge": "Knowledge",
        Structure = "structure": "Structure of actors, and the rest",
    }
}

vocabulary! {
    /// What was agreed or done together.
    AgreementKind, "agreement kind" {
        Treaty = "treaty": "Binding under international law, usually ratified",
        Agreement = "agreement": "Binding agreement between governments or agencies below the rank of a treaty",
        Mou = "mou": "Memorandum of understanding or cooperation, letter of intent or arrangement; not legally binding",
        JointStatement = "joint_statement": "Communiqué, declaration, decision or pledge adopted together",
        ActionPlan = "action_plan": "Agreed work programme, roadmap or implementing arrangement of another agreement",
        Endorsement = "endorsement": "An actor endorses a text of others",
        Membership = "membership": "Member of an organisation, network, centre or treaty body; the grade is the role",
        Accreditation = "accreditation": "A team is accredited, certified or sponsored",
        Hosting = "hosting": "Hosts a secretariat, centre or standing team",
        ContactPoint = "contact_point": "A designated point of contact",
        Dialogue = "dialogue": "Recurring consultation between the same parties",
        Meeting = "meeting": "One visit, call or meeting",
        WorkingGroup = "working_group": "Takes part in a standing group",
        Conference = "conference": "Open event with a programme",
        Workshop = "workshop": "Seminar, round table or expert meeting with learning aims",
        Training = "training": "Course with trainees, abroad or in the country",
        Exercise = "exercise": "Table-top, technical or live-fire exercise",
        StudyVisit = "study_visit": "Delegation or exchange of peers to learn",
        Programme = "programme": "Umbrella with sub-projects",
        Project = "project": "Time-bounded activity with an aim and a budget",
        TechnicalAssistance = "technical_assistance": "Advice or mentoring outside a project",
        Assessment = "assessment": "Review of an actor's capacity",
        Equipment = "equipment": "Hardware, software or licences given",
        Secondment = "secondment": "Staff placed in another actor",
        Funding = "funding": "Grant, loan or contribution for an activity or an actor",
        TrustFund = "trust_fund": "Pays into a fund of several donors",
        Contract = "contract": "Paid service or procurement",
        InformationSharing = "information_sharing": "Standing exchange of data on threats or incidents",
        IncidentAssistance = "incident_assistance": "Help in a given incident",
        JointOperation = "joint_operation": "Joint investigation, takedown or hunt",
        JointAdvisory = "joint_advisory": "Advisory or attribution published together",
        JointResearch = "joint_research": "Research, observatory or tool made together",
        JointPublication = "joint_publication": "Report or guide made or commissioned together",
        PartOf = "part_of": "Unit of another actor",
        Operates = "operates": "Runs another actor",
        SuccessorOf = "successor_of": "Merged from, split from or in place of another actor",
        Other = "other": "Cooperation that no kind covers; needs a note",
    }
}

/// What the table says of one kind beside its code and definition.
struct Row {
    group: KindGroup,
    time: TimeClass,
    sides: Sides,
}

const fn row(
    group: KindGroup,
    time: TimeClass,
    hub: &'static [Role],
    peer: &'static [Role],
    spoke: &'static [Role],
) -> Row {
    Row { group, time, sides: Sides { hub, peer, spoke, silent: &[], direction: &[], counts: &[] } }
}

impl Row {
    const fn silent(mut self, roles: &'static [Role]) -> Self {
        self.sides.silent = roles;
        self
    }

    const fn directed(mut self, order: &'static [Role]) -> Self {
        self.sides.direction = order;
        self
    }

    const fn counted(mut self, counts: &'static [RoleCount]) -> Self {
        self.sides.counts = counts;
        self
    }
}

const fn at_least_one(role: Role) -> RoleCount {
    RoleCount { role, min: 1, max: usize::MAX }
}

const fn exactly_one(role: Role) -> RoleCount {
    RoleCount { role, min: 1, max: 1 }
}

/// The rows, in the order of [`AgreementKind`].
const ROWS: [Row; 37] = [
    row(KindGroup::Instruments, TimeClass::State, &[Depositary, Organisation], &[Party, Signatory], &[]), // Treaty
    row(KindGroup::Instruments, TimeClass::State, &[], &[Signatory], &[Witness]).counted(&[at_least_one(Signatory)]), // Agreement
    row(KindGroup::Instruments, TimeClass::State, &[], &[Signatory], &[Witness]).counted(&[at_least_one(Signatory)]), // Mou
    row(KindGroup::Instruments, TimeClass::Event, &[], &[Adopter], &[Endorser]), // JointStatement
    row(KindGroup::Instruments, TimeClass::State, &[], &[Signatory], &[Witness]).counted(&[at_least_one(Signatory)]), // ActionPlan
    row(KindGroup::Instruments, TimeClass::State, &[TextOwner], &[], &[Endorser])
        .directed(&[Endorser, TextOwner])
        .counted(&[at_least_one(TextOwner)]), // Endorsement
    row(
        KindGroup::Membership,
        TimeClass::State,
        &[Organisation],
        &[],
        &[Member, Associate, Observer, Partner, Chair, Secretariat],
    )
    .directed(&[Member, Organisation])
    .counted(&[exactly_one(Organisation)]), // Membership
    row(KindGroup::Membership, TimeClass::State, &[Accreditor, Sponsor], &[], &[Accredited])
        .directed(&[Accredited, Accreditor])
        .counted(&[at_least_one(Accredited)]), // Accreditation
    row(KindGroup::Membership, TimeClass::State, &[Host], &[], &[Hosted])
        .directed(&[Host, Hosted])
        .counted(&[at_least_one(Host), at_least_one(Hosted)]), // Hosting
    row(KindGroup::Membership, TimeClass::State, &[Platform], &[], &[ContactPoint])
        .directed(&[ContactPoint, Platform])
        .counted(&[exactly_one(Platform)]), // ContactPoint
    row(KindGroup::Dialogue, TimeClass::State, &[], &[Participant, Chair, Provider], &[Observer]), // Dialogue
    row(KindGroup::Dialogue, TimeClass::Event, &[], &[Participant, Host, Visitor, Chair], &[Observer]), // Meeting
    row(KindGroup::Dialogue, TimeClass::State, &[Group], &[], &[Participant, Chair, Observer])
        .directed(&[Participant, Group])
        .counted(&[exactly_one(Group)]), // WorkingGroup
    row(
        KindGroup::Events,
        TimeClass::Event,
        &[Organiser, Host, Trainer, Funder],
        &[],
        &[Participant, Speaker, Observer, Partner],
    ), // Conference
    row(
        KindGroup::Events,
        TimeClass::Event,
        &[Organiser, Host, Trainer, Funder],
        &[],
        &[Participant, Speaker, Observer, Partner],
    ), // Workshop
    row(
        KindGroup::Events,
        TimeClass::Event,
        &[Provider, Trainer, Organiser, Host, Funder],
        &[],
        &[Beneficiary, Participant, Visitor],
    )
    .directed(&[Provider, Beneficiary]), // Training
    row(
        KindGroup::Events,
        TimeClass::Event,
        &[Organiser, Host, Trainer, Funder],
        &[],
        &[Participant, Speaker, Observer, Partner],
    ), // Exercise
    row(
        KindGroup::Events,
        TimeClass::Event,
        &[Provider, Trainer, Organiser, Host, Funder],
        &[],
        &[Beneficiary, Participant, Visitor],
    )
    .directed(&[Host, Visitor]), // StudyVisit
    row(
        KindGroup::Delivery,
        TimeClass::State,
        &[Funder, Accountable, Manager, Implementer, Lead],
        &[Partner],
        &[Beneficiary, Receiver, Observer],
    )
    .directed(&[Funder, Implementer, Beneficiary]), // Programme
    row(
        KindGroup::Delivery,
        TimeClass::State,
        &[Funder, Accountable, Manager, Implementer, Lead],
        &[Partner],
        &[Beneficiary, Receiver, Observer],
    )
    .directed(&[Funder, Implementer, Beneficiary]), // Project
    row(KindGroup::Delivery, TimeClass::EventIfDay, &[Provider, Funder], &[], &[Beneficiary, Host])
        .directed(&[Provider, Beneficiary]), // TechnicalAssistance
    row(KindGroup::Delivery, TimeClass::Event, &[Assessor, Funder], &[], &[Assessed]).directed(&[Assessor, Assessed]), // Assessment
    row(KindGroup::Delivery, TimeClass::EventIfDay, &[Provider, Funder], &[], &[Beneficiary, Host])
        .directed(&[Provider, Beneficiary]), // Equipment
    row(KindGroup::Delivery, TimeClass::EventIfDay, &[Provider, Funder], &[], &[Beneficiary, Host]).directed(&[
        Provider,
        Host,
        Beneficiary,
    ]), // Secondment
    row(KindGroup::Money, TimeClass::State, &[Funder], &[], &[Receiver, Beneficiary, Implementer])
        .directed(&[Funder, Receiver])
        .counted(&[at_least_one(Funder)]), // Funding
    row(KindGroup::Money, TimeClass::State, &[Trustee], &[], &[Funder, Beneficiary])
        .directed(&[Funder, Trustee])
        .counted(&[at_least_one(Trustee)]), // TrustFund
    row(KindGroup::Money, TimeClass::State, &[Client], &[], &[Supplier])
        .directed(&[Client, Supplier])
        .counted(&[at_least_one(Client), at_least_one(Supplier)]), // Contract
    row(KindGroup::Operational, TimeClass::State, &[], &[Participant, Chair, Provider], &[Observer]), // InformationSharing
    row(KindGroup::Operational, TimeClass::EventIfDay, &[Provider, Funder], &[], &[Beneficiary, Host])
        .directed(&[Provider, Beneficiary]), // IncidentAssistance
    row(KindGroup::Operational, TimeClass::Event, &[Lead, Organiser], &[Participant, Partner], &[Observer]), // JointOperation
    row(KindGroup::Operational, TimeClass::Event, &[Funder], &[Author, Partner], &[]), // JointAdvisory
    row(KindGroup::Knowledge, TimeClass::State, &[Funder, Lead], &[Participant, Partner], &[Observer]), // JointResearch
    row(KindGroup::Knowledge, TimeClass::Event, &[Funder], &[Author, Partner], &[]),   // JointPublication
    row(KindGroup::Structure, TimeClass::State, &[Whole], &[], &[Part])
        .directed(&[Part, Whole])
        .counted(&[exactly_one(Whole), at_least_one(Part)]), // PartOf
    row(KindGroup::Structure, TimeClass::State, &[Operator], &[], &[Operated])
        .directed(&[Operator, Operated])
        .counted(&[at_least_one(Operator), at_least_one(Operated)]), // Operates
    row(KindGroup::Structure, TimeClass::Event, &[Successor], &[], &[Predecessor])
        .directed(&[Successor, Predecessor])
        .counted(&[at_least_one(Successor), at_least_one(Predecessor)]), // SuccessorOf
    row(KindGroup::Structure, TimeClass::State, &[Lead], &[Participant, Partner], &[Observer]).silent(&[Other]), // Other
];

impl AgreementKind {
    fn row(self) -> &'static Row {
        const { assert!(ROWS.len() == <AgreementKind as super::Vocabulary>::ALL.len()) }
        &ROWS[self as usize]
    }

    /// Returns the group of the kind.
    pub fn group(self) -> KindGroup {
        self.row().group
    }

    /// Says how the kind holds in time.
    pub fn time(self) -> TimeClass {
        self.row().time
    }

    /// Returns the roles of the kind by side, with their direction and numbers.
    pub fn sides(self) -> &'static Sides {
        &self.row().sides
    }

    /// Says whether the kind ties units, operators and successors, which a question has to ask for.
    pub fn is_structural(self) -> bool {
        matches!(self, Self::PartOf | Self::Operates | Self::SuccessorOf)
    }

    /// Says whether the kind makes one actor a part of another, so that it may stand for its whole.
    pub fn makes_parts(self) -> bool {
        matches!(self, Self::PartOf | Self::Operates)
    }

    /// Says whether a record of the kind has to explain itself in a note.
    pub fn needs_note(self) -> bool {
        self == Self::Other
    }
}
