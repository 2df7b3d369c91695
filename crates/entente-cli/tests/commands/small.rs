//! A folder of a few made-up companies, small enough to see every answer in it. What the bundled data says grows.
//!
//! `ann` and `bea` have three agreements, `bea` and `cai` one, `unit` is a part of `cai` and has one with `dan`, and
//! `eve` has none. Both `bea` and `dan` are called Twin.

use std::path::Path;

const ACTORS: &str = "\
id,kind,country,region,statehood,start,end,size,note
ann,company,,,,,,,
bea,company,,,,,,,
cai,company,,,,,,,
dan,company,,,,,,,
eve,company,,,,,,,
unit,company,,,,,,,
";

const NAMES: &str = "\
actor,type,name,language,start,end
ann,short,Ann Works,en,,
bea,short,Bea Works,en,,
bea,alias,Twin,en,,
cai,short,Cai Works,en,,
dan,short,Dan Works,en,,
dan,alias,Twin,en,,
eve,short,Eve Works,en,,
unit,short,Unit of Cai,en,,
";

const AGREEMENTS: &str = "\
id,kind,title,status,status_as_of,start,end,confidence,series,legal_force,geo_scope,level,modality,note
ann-bea-dialogue,dialogue,Talks of Ann and Bea,active,,2018,,80,,,,,,
ann-bea-draft,mou,Draft of Ann and Bea,negotiating,,,,80,,,,,,
ann-bea-mou,mou,Memorandum of Ann and Bea,signed,,2013,,80,,,,,,
bea-cai-mou,mou,Memorandum of Bea and Cai,signed,,2015,,80,,,,,,
unit-dan-mou,mou,Memorandum of the unit and Dan,signed,,2016,,80,,,,,,
unit-of-cai,part_of,The unit is a part of Cai,active,,,,80,,,,,,
";

const PARTICIPATIONS: &str = "\
agreement,actor,role,spell,status,start,end,acting_for,note
ann-bea-dialogue,ann,participant,,,,,,
ann-bea-dialogue,bea,participant,,,,,,
ann-bea-draft,ann,signatory,,,,,,
ann-bea-draft,bea,signatory,,,,,,
ann-bea-mou,ann,signatory,,,,,,
ann-bea-mou,bea,signatory,,,,,,
bea-cai-mou,bea,signatory,,,,,,
bea-cai-mou,cai,signatory,,,,,,
unit-dan-mou,dan,signatory,,,,,,
unit-dan-mou,unit,signatory,,,,,,
unit-of-cai,cai,whole,,,,,,
unit-of-cai,unit,part,,,,,,
";

const SOURCES: &str = "\
id,kind,title,publisher,url,date,retrieved,language,licence,note
paper,organisation_report,The paper,The press,https://example.org/paper,,,en,,
";

const CITATIONS: &str = "\
target_type,target,source,page,paragraph,sentence,char_start,char_end,field,reading,named_as
agreement,ann-bea-dialogue,paper,,1,1,,,,,
agreement,ann-bea-draft,paper,,1,2,,,,,
agreement,ann-bea-mou,paper,,1,3,,,,,
agreement,ann-bea-mou,paper,,1,4,,,start,,
agreement,bea-cai-mou,paper,,1,5,,,,,
agreement,unit-dan-mou,paper,,1,6,,,,,
agreement,unit-of-cai,paper,,1,7,,,,,
";

/// Writes the folder.
pub(crate) fn write(folder: &Path) {
    std::fs::create_dir_all(folder).expect("the home is ours");
    let tables = [
        ("actors.csv", ACTORS),
        ("names.csv", NAMES),
        ("agreements.csv", AGREEMENTS),
        ("participations.csv", PARTICIPATIONS),
        ("sources.csv", SOURCES),
        ("citations.csv", CITATIONS),
    ];
    tables.iter().for_each(|(name, text)| std::fs::write(folder.join(name), text).expect("the home is ours"));
}
