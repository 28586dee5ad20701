import Documents
import Simulation
import Testing

@testable import FullcourtCLI

/// "Did you mean": the right name for a slip, none for nonsense.
@Suite struct NearestTests {
    private static let names = [
        "games", "team_boxscores", "player_boxscores", "player_game_summary", "team_offense_game_summary",
        "team_defense_game_summary", "quarantine",
    ]

    @Test(arguments: names) func anySingleSlipFindsTheName(name: String) {
        var random = SeededGenerator(seed: 9)
        for _ in 0..<200 {
            var letters = Array(name)
            let place = random.integer(0...(letters.count - 1))
            switch random.integer(0...2) {
            case 0: letters.remove(at: place)
            case 1: letters.insert("x", at: place)
            default: letters[place] = "x"
            }
            #expect(Nearest.name(to: String(letters), among: Self.names) == name, "\(String(letters))")
        }
    }

    @Test func aBeginningIsEnoughAndNonsenseIsNot() {
        #expect(Nearest.name(to: "player_g", among: Self.names) == "player_game_summary")
        for wrong in ["", "zzzzzzzzzz", "weather"] { #expect(Nearest.name(to: wrong, among: Self.names) == nil) }
        #expect(Nearest.name(to: "games", among: []) == nil)
    }
}
