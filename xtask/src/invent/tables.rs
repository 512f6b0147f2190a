//! Ordinary given and family names, each with its usual Latin spellings, and invented towns.
//!
//! An entry is `native=Spelling/Other/...`; a second native spelling stands behind a `~`.

/// The names of one language in one script.
pub(super) struct Language {
    /// The golden file that asks for its persons.
    pub(super) golden: &'static str,
    pub(super) given: &'static str,
    /// Fathers' names, between given and family name; may be empty.
    pub(super) middle: &'static str,
    pub(super) family: &'static str,
    pub(super) towns: &'static str,
    /// The country as OFAC and as the United Nations write it.
    pub(super) country: (&'static str, &'static str),
    /// Whether the family name stands first in the native order.
    pub(super) family_first: bool,
}

pub(super) const RUSSIAN: Language = Language {
    golden: "cyrl",
    given: "Тимофей=Timofey/Timofei/Timofej Артём~Артем=Artyom/Artem/Artiom Семён~Семен=Semyon/Semen/Simeon \
        Геннадий=Gennady/Gennadiy/Gennadii Юрий=Yuri/Yuriy/Iurii Дмитрий=Dmitry/Dmitriy/Dmitrii \
        Евгений=Yevgeny/Evgeny/Evgenii Аркадий=Arkady/Arkadiy/Arkadi Вячеслав=Vyacheslav/Viacheslav/Wjatscheslaw \
        Фёдор~Федор=Fyodor/Fedor/Feodor Илья=Ilya/Ilia/Ilja Всеволод=Vsevolod/Wsewolod/Vsevolod \
        Игнат=Ignat/Ihnat/Ignát Ярослав=Yaroslav/Iaroslav/Jaroslaw Лука=Luka/Louka/Luca Захар=Zakhar/Zahar/Sachar",
    middle: "Максимович=Maksimovich/Maximovich Игоревич=Igorevich/Igorevitch Юрьевич=Yuryevich/Iurevich \
        Ильич=Ilyich/Ilich Львович=Lvovich/Lvovitch Андреевич=Andreyevich/Andreevich",
    family: "Образов=Obrazov/Obrasow/Obrazoff Образцов=Obraztsov/Obrazcov/Obrastsow Образский=Obrazsky/Obrazskiy/Obrazskii \
        Хлебников=Khlebnikov/Hlebnikov/Chlebnikow Щукарев=Shchukarev/Schukarew/Shchukaryov Желтухин=Zheltukhin/Jeltuhin/Scheltuchin \
        Цветнов=Tsvetnov/Cvetnov/Zwetnow Юшкин=Yushkin/Iushkin/Juschkin Чертополохов=Chertopolokhov/Certopolohov/Tschertopolochow \
        Воробьищев=Vorobyishchev/Vorobishchev/Worobischtschew Ельников=Yelnikov/Elnikov/Jelnikow Тихомилов=Tikhomilov/Tihomilov/Tichomilow \
        Грибоедкин=Griboyedkin/Griboedkin/Gribojedkin Шиповский=Shipovsky/Shipovskiy/Schipowski Берёзкин~Березкин=Beryozkin/Berezkin/Berjoskin \
        Заречнев=Zarechnev/Zarecnev/Saretschnew Подъячев=Podyachev/Podiachev/Podjatschew Ягодкин=Yagodkin/Iagodkin/Jagodkin \
        Михайленко=Mikhaylenko/Mykhailenko/Michailenko Кожемякин=Kozhemyakin/Kojemiakin/Koschemjakin",
    towns: "Obrazovka/Zarechensk-Maly/Verkhnyaya_Lipa/Kamennoborsk/Tikhorechye",
    country: ("Kazakhstan", "Kazakhstan"),
    family_first: false,
};

pub(super) const GREEK: Language = Language {
    golden: "grek",
    given: "Γιώργος~Γεώργιος=Giorgos/Yiorgos/Georgios Χρήστος=Christos/Hristos/Khristos Ευάγγελος=Evangelos/Evaggelos/Vangelis \
        Θεόδωρος=Theodoros/Thodoros/Teodoros Γιάννης~Ιωάννης=Giannis/Yannis/Ioannis Ηλίας=Ilias/Elias/Helias \
        Παναγιώτης=Panagiotis/Panayiotis/Panayotis Δημήτριος~Δημήτρης=Dimitrios/Demetrios/Dimitris Σπύρος~Σπυρίδων=Spyros/Spiros/Spyridon \
        Μιχάλης~Μιχαήλ=Michalis/Mihalis/Michail Ευθύμιος=Efthymios/Euthymios/Efthimios Αντώνης~Αντώνιος=Antonis/Andonis/Antonios",
    middle: "",
    family: "Χατζηλιάδης=Chatziliadis/Hatziliadis/Hadjiliadis Μπαλαφάρας=Balafaras/Mpalafaras/Balaphares Ντουνιάς=Dounias/Ntounias/Dunias \
        Γκορτσούλης=Gortsoulis/Gkortsoulis/Gortsulis Παπαξενίδης=Papaxenidis/Papaksenidis/Papaxenides Ξυλουράκης=Xylourakis/Ksilourakis/Xilourakis \
        Θαλασσινάκης=Thalassinakis/Thalasinakis/Talassinakis Ψαροβασίλης=Psarovasilis/Psarovassilis/Psarobasilis Ευσταθιάδης=Efstathiadis/Eustathiadis/Evstathiadis \
        Τζαννουδάκης=Tzannoudakis/Tzanoudakis/Jannoudakis Ζαφειρούδης=Zafeiroudis/Zafiroudis/Zapheiroudis Καψωμένος=Kapsomenos/Kapsomenós/Capsomenos \
        Αγγελίδης=Angelidis/Aggelidis/Anghelides Λουκουμάκης=Loukoumakis/Lukumakis/Loucoumakis",
    towns: "Palaiovouni/Kato_Meladi/Xirolimni/Agia_Varkiza",
    country: ("Cyprus", "Cyprus"),
    family_first: false,
};

pub(super) const ARABIC: Language = Language {
    golden: "arab",
    given: "أحمد~احمد=Ahmad/Ahmed/Ahmet يوسف=Yusuf/Youssef/Yousif مصطفى~مصطفي=Mustafa/Moustafa/Mostafa حسين=Husayn/Hussein/Hossein \
        خالد=Khalid/Khaled/Haled إبراهيم~ابراهيم=Ibrahim/Ebrahim/Brahim طارق=Tariq/Tarek/Tarik نبيل=Nabil/Nabeel/Nabile \
        جمال=Jamal/Gamal/Djamel قاسم=Qasim/Kassem/Ghassem وليد=Walid/Waleed/Oualid عثمان=Uthman/Othman/Osman زياد=Ziyad/Ziad/Zeyad \
        شريف=Sharif/Cherif/Shareef",
    middle: "محمود=Mahmud/Mahmoud سليمان=Sulayman/Suleiman سعيد=Said/Saeed هشام=Hisham/Hicham",
    family: "الزيتوني=al-Zaytuni/Zeitouni/Ezzitouni النجار=al-Najjar/Nadjar/Elnaggar الحداد=al-Haddad/Hadad/Elhaddad \
        القمحاوي=al-Qamhawi/Kamhaoui/Gamhawi الشماع=al-Shamma/Chamaa/Elshamaa الخوري=al-Khuri/Khoury/Elkhouri \
        بوعزيز=Bu-Aziz/Bouaziz/Bu_Aziz الغزالي=al-Ghazali/Rhazali/Elghazaly عبد_الرحيم~عبدالرحيم=Abd_al-Rahim/Abdelrahim/Abdurrahim \
        المغازي=al-Maghazi/Meghazi/Elmoghazy البيطار=al-Baytar/Bitar/Elbeitar الصباغ=al-Sabbagh/Sabbagh/Essabagh \
        بن_ضياف=Bin_Diyaf/Ben_Dhiaf/Bendiaf العطار=al-Attar/Attar/Elatar",
    towns: "Bir_al-Lawz/Wadi_Zaytun/Tall_Qamh/Ayn_Sumaq",
    country: ("Jordan", "Jordan"),
    family_first: false,
};

pub(super) const PERSIAN: Language = Language {
    golden: "arab",
    given: "بهروز=Behrouz/Behruz/Bahrooz پرویز=Parviz/Parwiz/Parveez کامران=Kamran/Kamraan/Camran منوچهر=Manouchehr/Manuchehr/Manoochehr \
        فرهاد=Farhad/Ferhad/Farhaad ژوبین=Zhubin/Jubin/Zhoobin خسرو=Khosrow/Khosro/Xosrow سیاوش=Siavash/Siyavash/Syavush",
    middle: "",
    family: "چمن‌زاده~چمن_زاده=Chamanzadeh/Chaman_Zadeh/Chamanzada گلکار=Golkar/Gulkar/Golkaar پنبه‌چی=Panbehchi/Panbechi/Pambehchi \
        شیرازیان=Shirazian/Shiraziyan/Schirazian قنادی=Ghannadi/Qannadi/Ganadi زرکوب=Zarkoub/Zarkub/Zarkoob \
        جویباری=Jouybari/Juybari/Djoibari وحیدفر=Vahidfar/Wahidfar/Vaheedfar",
    towns: "Chamanabad-e_Sofla/Golkuh/Panbeh_Deh",
    country: ("Tajikistan", "Tajikistan"),
    family_first: false,
};

pub(super) const HEBREW: Language = Language {
    golden: "hebr",
    given: "יצחק=Yitzhak/Itzhak/Yitzchak חיים=Chaim/Haim/Hayim צבי=Tzvi/Zvi/Tsvi משה=Moshe/Mosheh/Moshé אליהו=Eliyahu/Eliahu/Elijahu \
        שמואל=Shmuel/Samuel/Schmuel יעקב=Yaakov/Jaakov/Yakov מרדכי=Mordechai/Mordekhai/Mordehai רחמים=Rachamim/Rahamim/Rakhamim \
        גיא=Guy/Gai/Gui פנחס=Pinchas/Pinhas/Pinkhas עקיבא=Akiva/Akiba/Aqiva",
    middle: "",
    family: "בן_צור=Ben-Tzur/Ben-Zur/Bentsur קליינמן=Kleinman/Klainman/Kleynman חרמוני=Hermoni/Chermoni/Khermoni וייצנפלד=Weizenfeld/Vaitzenfeld/Weitsenfeld \
        אבוטבול=Abutbul/Aboutboul/Abitbul שושנברג=Shoshanberg/Schoschanberg/Shushanberg צרפתיאן=Tzarfatian/Zarfatian/Tsarfatyan \
        גולדרייך=Goldreich/Goldraich/Goldreych מזרחיאל=Mizrahiel/Mizrachiel/Mizrahyel פקלר=Pekler/Peckler/Fekler \
        יבלונקר=Yablonker/Jablonker/Iablonker כספיאלי=Kaspieli/Caspieli/Kaspi’eli זילברטל=Zilbertal/Silberthal/Zilberthal",
    towns: "Kfar_Alonit/Givat_Shaked/Ein_Tamarim",
    country: ("Israel", "Israel"),
    family_first: false,
};

pub(super) const CHINESE: Language = Language {
    golden: "hani",
    given: "志明=Zhiming/Chih-ming/Chi_Ming 秀英=Xiuying/Hsiu-ying/Sau_Ying 建国=Jianguo/Chien-kuo/Kin_Kwok 雪松=Xuesong/Hsueh-sung/Suet_Chung \
        海波=Haibo/Hai-po/Hoi_Bo 春雷=Chunlei/Chun-lei/Chun_Lui",
    middle: "",
    family: "欧阳=Ouyang/Ou-yang/Au_Yeung 谢=Xie/Hsieh/Tse 邓=Deng/Teng/Tang 蒋=Jiang/Chiang/Cheung 萧=Xiao/Hsiao/Siu",
    towns: "Shuanglin_Cun/Baiyun_Zhen",
    country: ("Singapore", "Singapore"),
    family_first: true,
};

pub(super) const LATIN: Language = Language {
    golden: "latn",
    given: "João=Joao/João/Joâo Jiří=Jiri/Jirí/Jirzhi Søren=Soren/Søren/Soeren Çağlar=Caglar/Çaglar/Chaglar Łukasz=Lukasz/Łukasz/Lukas \
        Ángel=Angel/Ángel/Anjel Jürgen=Juergen/Jurgen/Jürgen Nguyên=Nguyen/Nguyên/Nguien Stjepan=Stjepan/Stiepan/Stepan Étienne=Etienne/Étienne/Etiene",
    middle: "",
    family: "Vasconçalves=Vasconcalves/Vasconsalves/Vasconçalvez Dvořáčník=Dvoracnik/Dworatschnik/Dvorzhachnik Østergrav=Ostergrav/Oestergrav/Ostergraf \
        Yıldızöz=Yildizoz/Yildizoez/Yıldızoz Wrześniak=Wrzesniak/Vrzesniak/Wrzesnjak Muñozabal=Munozabal/Munyozabal/Muñosabal \
        Grünbachler=Gruenbachler/Grunbachler/Grünbacher Kovačinić=Kovacinic/Kovachinich/Kowatschinitsch D’Aubrélin=Daubrelin/d'Aubrelin/Dobrelin \
        Fitzmornay=Fitzmornay/Fitz-Mornay/Fitzmorney O’Dannelly=Odannelly/O'Danelly/O'Donnelley",
    towns: "Vila_Serrinha_do_Vale/Horní_Lhotka_pod_Bukem/Sankt_Annaberg-Au",
    country: ("Portugal", "Portugal"),
    family_first: false,
};
