import Documents
import Foundation
import Pipeline

/// The rows of 3.1-3.3 worked out again, column by name; columns of lines are not among them.
enum SlowTables {
    /// The expected values of a row of a table; nil when the table has no slow path.
    static func row(_ table: String, _ game: SlowGame, id: String, entity: Int) -> [String: JSONValue]? {
        switch table {
        case TeamOffenseGameSummary.name: game.sides(of: entity).map { offense(game, id, $0.own, $0.other) }
        case TeamDefenseGameSummary.name: game.sides(of: entity).map { defense(game, id, $0.own, $0.other) }
        case PlayerGameSummary.name: player(game, id, entity)
        default: nil
        }
    }

    private static func offense(_ game: SlowGame, _ id: String, _ own: SlowSide, _ other: SlowSide) -> [String:
        JSONValue]
    {
        var row = SlowColumns.keys(game, id: id, own, other)
        row["team_id"] = .integer(own.team)
        row["team"] = .string(own.code)
        for name in SlowSide.counts { row[name] = .known(own.stats[name]) }
        row["rebounds"] = .known(sum(own.stats["offensive_rebounds"], own.stats["defensive_rebounds"]))
        row["overtime_periods"] = .integer(own.overtimes)
        row["team_minutes"] = .integer(own.minutes)
        row["possessions"] = .known(own.possessions)
        row["offensive_rating"] = .known(rating(own.stats["points"], own.possessions))
        row["pace"] = .known(own.possessions.map { $0 * 240 / Double(own.minutes) })
        row["margin"] = .known(sum(own.stats["points"], other.stats["points"].map { -$0 }))
        row.merge(SlowColumns.shooting { own.stats[$0] }) { $1 }
        row.merge(SlowColumns.zones(game.shots.isEmpty ? nil : own.shots)) { $1 }
        row["shot_zones_available"] = .known(game.hasZones)
        row.merge(SlowColumns.quality(own.issues.union(game.hasZones ? [] : ["shot_zones_unavailable"]))) { $1 }
        return row
    }

    private static func defense(_ game: SlowGame, _ id: String, _ own: SlowSide, _ other: SlowSide) -> [String:
        JSONValue]
    {
        var row = SlowColumns.keys(game, id: id, own, other)
        row["team_id"] = .integer(own.team)
        row["team"] = .string(own.code)
        row["points_allowed"] = .known(other.stats["points"])
        for name in SlowSide.counts
        where !["points", "steals", "blocks", "turnovers", "personal_fouls"].contains(name) {
            row["opponent_\(name)"] = .known(other.stats[name])
        }
        row["opponent_rebounds"] = .known(sum(other.stats["offensive_rebounds"], other.stats["defensive_rebounds"]))
        row["turnovers_forced"] = .known(other.stats["turnovers"])
        for name in ["steals", "blocks", "defensive_rebounds"] { row[name] = .known(own.stats[name]) }
        row["opponent_possessions"] = .known(other.possessions)
        row["defensive_rating"] = .known(rating(other.stats["points"], other.possessions))
        row["opponent_pace"] = .known(other.possessions.map { $0 * 240 / Double(other.minutes) })
        row.merge(SlowColumns.shooting({ other.stats[$0] }, prefix: "opponent_")) { $1 }
        row.merge(SlowColumns.zones(game.shots.isEmpty ? nil : other.shots, prefix: "opponent_")) { $1 }
        row.merge(SlowColumns.quality(other.issues.union(game.hasZones ? [] : ["shot_zones_unavailable"]))) { $1 }
        return row
    }

    private static func player(_ game: SlowGame, _ id: String, _ player: Int) -> [String: JSONValue]? {
        guard let line = game.players.first(where: { $0.integer("player_id") == player }),
            let team = line.integer("team_id"), let (own, other) = game.sides(of: team)
        else { return nil }
        let played = SlowSide.played(line)
        let stat = { (name: String) in played ? line.integer(name) : nil }
        let minutes = played ? line.real("minutes") : nil
        var row = SlowColumns.keys(game, id: id, own, other)
        row["player_id"] = .integer(player)
        row["player_name"] = .known(line.text("player_name"))
        row["player_lookup"] = .known(line.text("player_name").map(lookup))
        row["team_id"] = .integer(team)
        row["team"] = .known(line.text("team"))
        row["started"] = .known(line.integer("started"))
        row["is_dnp"] = .known(!played)
        row["dnp_reason"] = .known(played ? nil : line.text("comment"))
        row["minutes_played"] = .known(minutes.map { ($0 * 60).rounded() / 60 })
        for name in SlowSide.counts { row[name] = .known(stat(name)) }
        row["rebounds"] = .known(sum(stat("offensive_rebounds"), stat("defensive_rebounds")))
        row["plus_minus"] = .known(stat("plus_minus"))
        row["usage_rate"] = .null
        if let plays = SlowSide.plays(stat), let all = SlowSide.plays({ own.stats[$0] }), let minutes, minutes > 0,
            all > 0
        {
            row["usage_rate"] = .real(100 * plays * Double(own.minutes) / 5 / (minutes * all))
        }
        row.merge(SlowColumns.shooting(stat)) { $1 }
        let shots = game.shots.filter { $0.integer("player_id") == player }
        row.merge(SlowColumns.zones(played && game.hasZones ? shots : nil)) { $1 }
        var issues = own.issues.intersection(["team_total_mismatch"])
        if !game.hasZones { issues.insert("shot_zones_unavailable") }
        if played {
            if line.text("origin") == "backup" { issues.insert("backup_source") }
            if line.text("minutes_precision") == "minute", minutes != nil { issues.insert("minutes_rounded") }
            if SlowSide.pointsDiffer(stat) { issues.insert("points_mismatch") }
            if minutes == nil || SlowSide.counts.contains(where: { stat($0) == nil }) {
                issues.insert("missing_required")
            }
        }
        row.merge(SlowColumns.quality(issues)) { $1 }
        return row
    }

    private static func rating(_ points: Int?, _ possessions: Double?) -> Double? {
        guard let points, let possessions, possessions != 0 else { return nil }
        return 100 * Double(points) / possessions
    }

    private static func sum(_ a: Int?, _ b: Int?) -> Int? {
        guard let a, let b else { return nil }
        return a + b
    }

    /// The name in lower case, accents folded by Foundation, only a-z and 0-9.
    private static func lookup(_ name: String) -> String {
        var text = name.lowercased()
        for (letter, plain) in [("đ", "d"), ("ł", "l"), ("ø", "o"), ("ı", "i"), ("ß", "ss"), ("æ", "ae")] {
            text = text.replacingOccurrences(of: letter, with: plain)
        }
        let folded = text.folding(options: [.diacriticInsensitive, .caseInsensitive], locale: nil)
        return folded.filter { ("a"..."z").contains($0) || ("0"..."9").contains($0) }
    }
}
