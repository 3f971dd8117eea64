//! Why each kind of problem matters to a reader, in Welsh: one sentence for each code of the table beside it,
//! under the same name. A code without its sentence here does not compile.

macro_rules! reasons {
    ($($constant:ident = $why:literal;)*) => { $(pub(super) const $constant: &str = $why;)* };
}

reasons! {
    ALIAS_INVALID = "Ni fyddai darllenydd sy'n dilyn hen ddolen yn cael ei anfon i le newydd y dudalen.";
    BRAND_CONTRAST = "Ni allai darllenwyr â golwg gwan, neu rai mewn haul llachar, weld y geiriau.";
    CALLOUT_UNKNOWN = "Byddai darllenwyr yn gweld arwydd mewn bachau petryal yn lle blwch.";
    DATE_INVALID = "Mae darllenwyr yn barnu wrth y dyddiad a yw cyngor yn dal yn wir, felly mae un anghywir yn camarwain.";
    DATE_UNCLEAR = "Ni all neb, na pherson na rhaglen, ddarllen dyddiad fel 2011-10-28 mewn dwy ffordd.";
    FEEDBACK_ENDPOINT = "Mae ffurflen sy'n anfon i gyfeiriad anghywir yn colli'r hyn y mae darllenwyr yn ei ysgrifennu, heb air o rybudd.";
    FEEDBACK_MISSING = "Heb wasanaeth ffurflenni ni all darllenwyr ateb ar y dudalen, felly gwelant eich llinell gyswllt yn lle hynny.";
    FEEDBACK_PROVIDER = "Dim ond at wasanaeth y mae Bindery yn gwybod ei reolau y gellir anfon y ffurflen.";
    FIELD_EMPTY = "Nid yw allwedd heb werth yn dweud dim, ac yn aml mae'n dangos bod rhywbeth wedi'i anghofio.";
    FIELD_EXAMPLE = "Byddai darllenwyr yn gweld geiriau a roddwyd yno dim ond i ddangos beth sydd i fod yn eu lle.";
    FIELD_KIND = "Ni ellir dangos gwerth o'r math anghywir i ddarllenwyr fel y'i bwriadwyd.";
    FIELD_MISSING = "Mae darllenwyr a rhestrau'n dibynnu ar y ffaith hon.";
    FIELD_OPTION = "Dim ond gwerthoedd hysbys y gellir eu dangos a'u hidlo yn iaith y darllenydd.";
    FIELD_UNKNOWN = "Ni ddefnyddir allwedd sydd wedi'i chamsillafu, felly ni fyddai darllenwyr yn gweld yr hyn y mae'n ei ddweud.";
    FILE_BOM = "Mae rhai rhaglenni'n dangos y nod anweledig ar ddechrau'r ffeil fel llythrennau rhyfedd.";
    FILE_CONTROL_CHARACTER = "Gall nodau rheoli anweledig ddrysu'r hyn y mae darllenwyr sgrin a phorwyr yn ei ddangos.";
    FILE_CRLF = "Mae diwedd llinell Windows yn iawn, ond gall rhaglenni sy'n cymharu fersiynau ddangos bod pob llinell wedi newid.";
    FILE_EMPTY = "Byddai darllenwyr yn agor tudalen heb ddim arni.";
    FILE_ENCODING = "Gallai llythrennau fel ŵ, é neu £ ymddangos fel arwyddion rhyfedd pe bai'r amgodio wedi'i ddyfalu'n anghywir.";
    FILE_ENDING = "Byddai darllenwyr yn cael ffeil i'w lawrlwytho yn lle tudalen.";
    FILE_NAME = "Ni ellir agor ffeil â'r enw hwn ar bob cyfrifiadur neu weinydd.";
    FILE_PROGRAM = "Gallai rhaglen ym mhorwr darllenydd ddangos neu anfon unrhyw beth yn enw'r hyb.";
    FILE_TOO_BIG = "Ni fyddai tudalen mor fawr â hon yn agor ar ffôn.";
    FILE_UNREADABLE = "Ni ellir cyhoeddi'r hyn na ellir ei ddarllen, felly byddai darllenwyr hebddo.";
    FORM_CONTACT = "Pan fydd ffurflen yn methu, mae angen ffordd arall ar ddarllenwyr i gysylltu â chi.";
    FORM_FIELD = "Ni ellir ateb na darllen cwestiwn heb ei eiriau, neu un sy'n dwyn enw cwestiwn arall.";
    FORM_FILE = "Byddai darllenwyr yn anfon ffeil nad yw'n cyrraedd unman.";
    FORM_HOST = "Byddai'r hyn y mae darllenwyr yn ei anfon yn cael ei golli, gan nad oes neb yn ei dderbyn yng nghyfeiriad yr hyb.";
    FORM_PRIVACY = "Os gofynnir i rywun pwy ydyw, mae ganddo hawl i wybod pwy sy'n gofyn, pam, a beth a ddaw o'r wybodaeth.";
    FRONT_MATTER_MISPLACED = "Byddai gosodiadau a gymerir yn destun yn cael eu dangos i ddarllenwyr, a byddai drafft yn cael ei gyhoeddi.";
    FRONT_MATTER_MISSING = "Heb ei theitl a'i chrynodeb ei hun mae'n anodd dod o hyd i dudalen mewn rhestrau a chwiliadau.";
    FRONT_MATTER_UNCLOSED = "Heb y llinell gau ni ellir gwahaniaethu rhwng testun a gosodiadau'r dudalen, felly ni welai darllenwyr ddim.";
    HEADING_ID_DUPLICATE = "Gallai dolen i'r pennawd hwn arwain at un arall.";
    HOST_FILE = "Ni fyddai darllenwyr yn dod o hyd i ffeil y mae'r gwesteiwr yn ei gwrthod.";
    HOST_LIMIT = "Nid yw darllenwyr yn cael yr hyn y mae gwesteiwr yn ei wrthod.";
    HOST_REDIRECT = "Byddai darllenydd sy'n dilyn hen ddolen yn cael tudalen wall.";
    HOST_SETUP = "Gall hen ffeil adeiladu'r hyb â fersiwn arall o Bindery, neu heb ei hen gyfeiriadau diweddaraf.";
    HOST_UNKNOWN = "Dim ond ffeiliau gwesteiwr y mae'n gwybod ei reolau y gall Bindery eu hysgrifennu.";
    HTML_NOT_ALLOWED = "Gallai peth HTML niweidio darllenwyr neu dorri'r dudalen, felly mae'n cael ei adael allan.";
    IMAGE_MISSING = "Byddai darllenwyr yn gweld llun wedi torri.";
    LINK_ANCHOR = "Byddai darllenwyr yn cyrraedd brig y dudalen ac nid y rhan a addawyd.";
    LINK_BROKEN = "Byddai darllenwyr sy'n dilyn y ddolen yn cael tudalen wall.";
    LINK_CASE = "Ar y we nid yr un peth yw llythyren fawr ac un fach, felly byddai'r ddolen yn gweithio gartref ond yn methu ar-lein.";
    LINK_EMPTY = "Gallai darllenwyr ddewis y ddolen, ac ni fyddai dim yn digwydd.";
    LINK_OUTSIDE = "Ni chyhoeddir yr hyn sydd y tu allan i'r ffolder content, felly ni allai darllenwyr ei gyrraedd.";
    LINK_SYNTAX = "Byddai darllenwyr yn gweld bachau ac enw ffeil lle bwriadwyd dolen neu lun.";
    LINK_UNPUBLISHED = "Nid yw'r dudalen y tu ôl i'r ddolen wedi'i chyhoeddi, felly byddai darllenwyr yn cael tudalen wall.";
    LINK_UNSAFE = "Gall dolen o'r math hwn redeg rhaglen ym mhorwr y darllenydd.";
    NOT_FOUND_MISSING = "Ar rai gwesteiwyr byddai pob cyfeiriad anghywir wedyn yn dangos yr hafan, fel pe bai'n gywir.";
    PAGES_NONE = "Nid oes gan hyb heb dudalennau ddim i'w ddangos.";
    PICTURE_KIND = "Gallai porwyr neu raglenni sy'n mynd yn ôl yr enw fethu â dangos neu agor y llun.";
    PICTURE_SCRIPT = "Gallai llun â rhaglen ynddo redeg y rhaglen honno ym mhorwr y darllenydd.";
    PICTURE_TOO_BIG = "Byddai darllenwyr ar ffôn yn aros am funudau, ac yn talu amdano.";
    PICTURE_UNREADABLE = "Byddai darllenwyr yn gweld hanner llun, neu ddim un.";
    PUBLISH_DRAFTS = "Byddai darllenwyr yn gweld tudalennau nad ydynt yn barod.";
    PUBLISH_TO = "Ni fyddai'r hyb yn cyrraedd y man lle mae darllenwyr yn dod o hyd iddo.";
    PUBLISH_URL = "Byddai ffrydiau, peiriannau chwilio a dolenni a rennir yn arwain darllenwyr i'r lle anghywir.";
    REDIRECT_CHAIN = "Byddai darllenydd ar gysylltiad araf yn cael ei anfon o le i le cyn i ddim ymddangos.";
    REDIRECT_INVALID = "Ni fyddai darllenydd sy'n dilyn hen ddolen yn cyrraedd unman.";
    SETTING_KIND = "Ni ellir defnyddio gosodiad o'r math anghywir, felly ni fyddai'r hyb yn edrych nac yn gweithio fel y bwriadoch.";
    SETTING_MISSING = "Mae pob tudalen o'r hyb yn dibynnu ar y gosodiad hwn.";
    SETTING_UNKNOWN = "Ni ddefnyddir gosodiad wedi'i gamsillafu, felly ni fyddai'r hyb yn edrych nac yn gweithio fel y bwriadoch.";
    SITE_URL_MISSING = "Mae ar ffrydiau, peiriannau chwilio a dolenni a rennir angen cyfeiriad llawn yr hyb.";
    STRING_MISSING = "Byddai darllenwyr yn gweld geiriau mewn iaith arall, neu ddim geiriau o gwbl.";
    SYMLINK_OUTSIDE = "Gallai llwybr byr sy'n arwain allan o'r hyb gyhoeddi ffeiliau preifat.";
    THEME_MISSING = "Heb ei thema ni fyddai'r hyb yn edrych fel y bwriadoch.";
    THEME_TEMPLATE = "Ni ellir gwneud tudalennau sy'n defnyddio'r templed hwn.";
    THEME_TYPE = "Ni ellir gwirio tudalennau o fath o gynnwys na ellir ei ddarllen.";
    TITLE_REPEATED = "Byddai darllenwyr yn darllen y teitl ddwywaith, a darllenwyr sgrin yn ei lefaru ddwywaith.";
    TRANSLATION_PAIR = "Byddai'r dewis iaith yn arwain darllenwyr i'r dudalen anghywir.";
    TYPE_UNKNOWN = "Ni ellir gwirio na gosod tudalen o fath o gynnwys anhysbys.";
    URL_COLLISION = "Ni all dwy dudalen rannu un cyfeiriad: dim ond un ohonynt y byddai darllenwyr byth yn ei gweld.";
    YAML_ALIAS = "Gall llwybrau byr yn y bloc gosodiadau guddio camgymeriadau neu chwyddo heb ddiwedd, felly ni ddefnyddir hwy.";
    YAML_COLON = "Heb ddyfynodau gellir cymryd ail golon yn ddechrau gosodiad newydd.";
    YAML_DUPLICATE_KEY = "Dim ond un o'r ddau werth y gellir ei ddefnyddio, a gall fod yr un anghywir.";
    YAML_QUOTE = "Heb y dyfynod cau cymerir gweddill y gosodiadau yn un testun hir.";
    YAML_SYNTAX = "Ni ellir dangos i ddarllenwyr yr hyn na ellir ei ddeall.";
    YAML_TAB = "Mae tabiau mor llydan ag y myn pob rhaglen, felly nid yw'n glir beth sy'n perthyn i beth.";
}
