import Basketball
import Storage

/// Makes and attempts by zone of some shots; those of threes are part of the totals only.
package struct ZoneCounts: Sendable, Hashable {
    package private(set) var paintMakes = 0
    package private(set) var paintAttempts = 0
    package private(set) var midRangeMakes = 0
    package private(set) var midRangeAttempts = 0
    package private(set) var makes = 0
    package private(set) var attempts = 0

    package init() {}

    /// Counts one more shot.
    mutating func add(_ zone: ShotZone, made: Int) {
        attempts += 1
        makes += made
        switch zone {
        case .paint:
            paintAttempts += 1
            paintMakes += made
        case .midRange:
            midRangeAttempts += 1
            midRangeMakes += made
        case .three: break
        }
    }
}

/// The shots of a game, counted by team and by player.
struct GameShots: Sendable {
    private(set) var teams: [Int: ZoneCounts] = [:]
    private(set) var players: [Int: ZoneCounts] = [:]

    static let columns = ["game_id", "player_id", "team_id", "made", "value", "zone_basic"]

    /// Shots by game.
    static func read(_ batch: ColumnBatch) -> [Int: GameShots] {
        let games = batch["game_id"].integers
        let players = batch["player_id"].integers
        let teams = batch["team_id"].integers
        let made = batch["made"].integers
        let values = batch["value"].integers
        let names = batch["zone_basic"].texts
        let zones = ZoneNames()
        var shots: [Int: GameShots] = [:]
        var row = 0
        while row < batch.count {
            let game = games[row]
            var ofGame = GameShots()
            while row < batch.count, games[row] == game {
                let zone = values[row] == 3 ? ShotZone.three : zones.zone(names, row)
                ofGame.teams[teams[row], default: ZoneCounts()].add(zone, made: made[row])
                ofGame.players[players[row], default: ZoneCounts()].add(zone, made: made[row])
                row += 1
            }
            shots[game] = ofGame
        }
        return shots
    }
}

/// Tells the zone of a two from its basic zone without making a text of each.
private struct ZoneNames {
    private static let paint = ["Restricted Area", "In The Paint (Non-RA)"].map { Array($0.utf8) }

    func zone(_ names: TextVector, _ row: Int) -> ShotZone {
        let range = names.range(row)
        return ZoneNames.paint.contains { $0.count == range.count && $0.elementsEqual(names.bytes[range]) }
            ? .paint : .midRange
    }
}
