import Basketball
import Testing

@Suite struct IdentifierTests {
    @Test func aGameIDKeepsItsZeros() throws {
        let id = try #require(GameID("22300061"))
        #expect(id == GameID("0022300061"))
        #expect(id.description == "0022300061")
        #expect(id.season == Season("2023-24"))
        #expect(id.seasonType == .regularSeason)
    }

    @Test(arguments: [
        ("0012300001", SeasonType.preseason), ("0032300001", .allStar), ("0042300001", .playoffs),
        ("0052300001", .playIn), ("0062300001", .cupFinal),
    ])
    func theThirdDigitIsTheSeasonType(_ id: String, _ type: SeasonType) {
        #expect(GameID(id)?.seasonType == type)
    }

    @Test(arguments: ["", "0", "0092300001", "00223000611", "22300o61", "-22300061", "1610612743"])
    func nonsenseIsNoGameID(_ id: String) { #expect(GameID(id) == nil) }

    @Test func seasonsReadBack() {
        for year in 1946...2060 { #expect(Season(Season(startYear: year).description)?.startYear == year) }
        #expect(Season("1999-00")?.startYear == 1999)
        #expect(Season("2023-25") == nil)
        #expect(Season("2023") == nil)
    }

    @Test(arguments: [
        ("Luka Dončić", "lukadoncic"), ("Nikola Đurišić", "nikoladurisic"), ("O'Shae Brissett", "oshaebrissett"),
        ("Karl-Anthony Towns", "karlanthonytowns"), ("Robert Williams III", "robertwilliamsiii"),
        ("Dāvis Bertāns", "davisbertans"), ("Bogdan Ħłøıßæ", "bogdanloissae"), ("Trần Ế", "trane"),
    ])
    func lookupsFoldAccents(_ name: String, _ key: String) { #expect(playerLookup(name) == key) }
}
