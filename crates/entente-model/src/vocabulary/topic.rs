//! Topics, the scheme `entente-topic`: five themes of the Delhi Communiqué and two of our own.

use super::vocabulary;

vocabulary! {
    /// A theme, the coarse level of the topics.
    Theme, "theme" {
        PolicyStrategy = "policy_strategy": "Policy and strategy",
        IncidentCip = "incident_cip": "Incident management and critical infrastructure protection",
        Cybercrime = "cybercrime": "Cybercrime",
        CultureSkills = "culture_skills": "Culture and skills",
        Standards = "standards": "Standards",
        Defence = "defence": "Defence",
        General = "general": "General",
    }
}

vocabulary! {
    /// What an agreement is about.
    Topic, "topic" {
        NationalStrategy = "national-strategy": "National strategies",
        CapacityAssessment = "capacity-assessment": "Assessments of capacity",
        Cbms = "cbms": "Confidence building",
        NormsAndLaw = "norms-and-law": "Norms and international law",
        CyberDiplomacy = "cyber-diplomacy": "Cyber diplomacy",
        IncidentResponse = "incident-response": "National CSIRTs and incident handling",
        ThreatIntelligence = "threat-intelligence": "Capture, analysis and sharing of incidents and threats",
        Exercises = "exercises": "Exercises",
        CriticalInfrastructure = "critical-infrastructure": "Protection of critical infrastructure",
        VulnerabilityDisclosure = "vulnerability-disclosure": "Coordinated disclosure of vulnerabilities",
        CybercrimeLegislation = "cybercrime-legislation": "Legal frameworks against cybercrime",
        CybercrimeEnforcement = "cybercrime-enforcement": "Investigation, prosecution and their training",
        CybercrimeCooperation = "cybercrime-cooperation": "Mutual legal assistance, 24/7 networks, joint operations",
        ChildOnlineProtection = "child-online-protection": "Protection of children online",
        TerroristUse = "terrorist-use": "Terrorist use of information technology",
        Awareness = "awareness": "Awareness",
        EducationWorkforce = "education-workforce": "Education, training and workforce",
        GenderInclusion = "gender-inclusion": "Women and under-represented groups in cyber",
        Standards = "standards": "Technical standards and certification",
        InternetInfrastructure = "internet-infrastructure": "Resilience of naming, routing and exchange points",
        SupplyChain = "supply-chain": "Supply chain of information technology, 5G",
        CyberDefence = "cyber-defence": "Military cyber cooperation",
        Restraint = "restraint": "No first use and non-aggression in cyberspace",
        CapacityGeneral = "capacity-general": "Capacity building as such, research",
        DigitalGovernance = "digital-governance": "Data protection, digital government, security of artificial intelligence",
    }
}

impl Topic {
    /// Returns the theme of the topic.
    pub fn theme(self) -> Theme {
        match self {
            Self::NationalStrategy
            | Self::CapacityAssessment
            | Self::Cbms
            | Self::NormsAndLaw
            | Self::CyberDiplomacy => Theme::PolicyStrategy,
            Self::IncidentResponse
            | Self::ThreatIntelligence
            | Self::Exercises
            | Self::CriticalInfrastructure
            | Self::VulnerabilityDisclosure => Theme::IncidentCip,
            Self::CybercrimeLegislation
            | Self::CybercrimeEnforcement
            | Self::CybercrimeCooperation
            | Self::ChildOnlineProtection
            | Self::TerroristUse => Theme::Cybercrime,
            Self::Awareness | Self::EducationWorkforce | Self::GenderInclusion => Theme::CultureSkills,
            Self::Standards | Self::InternetInfrastructure | Self::SupplyChain => Theme::Standards,
            Self::CyberDefence | Self::Restraint => Theme::Defence,
            Self::CapacityGeneral | Self::DigitalGovernance => Theme::General,
        }
    }
}
