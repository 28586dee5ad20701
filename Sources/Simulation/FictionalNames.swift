/// Teams and names that no real league has.
enum FictionalNames {
    /// Tricode, city and nickname.
    static let teams: [(code: String, city: String, nickname: String)] = [
        ("ASH", "Ashford", "Anvils"), ("BAY", "Bayhaven", "Breakers"), ("CED", "Cedar Falls", "Cranes"),
        ("DUN", "Dunmore", "Drifters"), ("ELM", "Elmwood", "Embers"), ("FAR", "Farview", "Foxes"),
        ("GLN", "Glenrock", "Gales"), ("HBR", "Harborview", "Herons"), ("IRN", "Ironton", "Irons"),
        ("JUN", "Juniper", "Jays"), ("KEY", "Keystone", "Kestrels"), ("LAK", "Lakemont", "Lanterns"),
        ("MRW", "Morrow", "Mariners"), ("NOR", "Northgate", "Nomads"), ("OAK", "Oakdale", "Otters"),
        ("PIN", "Pinecrest", "Pilots"), ("QRY", "Quarry Hill", "Quakes"), ("RVR", "Riverton", "Ravens"),
        ("STN", "Stonebridge", "Storks"), ("TMB", "Timberline", "Titans"), ("UPT", "Upton", "Uplanders"),
        ("VAL", "Valewood", "Vipers"), ("WST", "Westmere", "Wolves"), ("XAV", "Xavier Point", "Comets"),
        ("YRK", "Yorkfield", "Yaks"), ("ZEN", "Zenith", "Zephyrs"), ("AMB", "Amberton", "Arrows"),
        ("BRK", "Brookside", "Bison"), ("CLR", "Clearwater Bay", "Cobras"), ("DRY", "Drywell", "Dynamos"),
    ]

    /// Some with letters that must be folded.
    static let first = [
        "Aldo", "Bram", "Cato", "Dario", "Élan", "Falk", "Goran", "Hugo", "Ivo", "Jonas", "Kofi", "Łukasz", "Milo",
        "Niko", "Øyvind", "Pavel", "Quin", "Rémi", "Søren", "Tomás", "Ugo", "Viktor", "Wes", "Xander", "Yann", "Žan",
    ]
    static let last = [
        "Abara", "Bellweather", "Čorić", "Dunnigan", "Đurovic", "Eastlake", "Ferrante", "Grünwald", "Holloway",
        "Ibarra", "Jørgensen", "Kessler", "Lindqvist", "Mbeki-Hart", "Nakoa", "O'Dell", "Petrov Jr.", "Quesada",
        "Rasmus", "Šarić-Lund", "Tallow", "Umana", "Vasquez", "Whitlock", "Ximenes", "Yilmaz", "Zubiri",
    ]
}
