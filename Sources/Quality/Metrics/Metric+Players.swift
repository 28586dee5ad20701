import Storage

extension Metric {
    /// What is measured of 3.3. Players who did not play are outside every population but that of the keys.
    static let players: [Metric] = [
        .unique("player_id"),
        .played("minutes_known", "minutes_played", fault: "minutes are unknown"),
        Metric.rows("usage_known", isRegressed: true, fault: "usage rate is unknown though minutes are not 0") { unit in
            let played = played(unit)
            let usage = unit.batch["usage_rate"]
            let minutes = Counts(unit.batch).real("minutes_played")
            // Nobody has a usage over no time at all.
            return { row in played(row) && minutes(row) != 0 ? !usage.isNull(row) : nil }
        },
        .played("zones_known", "paint_attempts", fault: "no shot zones"),
        .rows("attempts_known", isRegressed: true, fault: "attempts are unknown") { unit in
            BoxScoreRules.attemptsKnown(unit, played(unit))
        },
        .rows("team_total", fault: "the team's players do not sum to its points") { unit in
            let issues = unit.batch["quality_issues"].texts
            return { !issues[$0].split(separator: ";").contains("team_total_mismatch") }
        },
        .rows("identities", fault: "columns contradict each other") { unit in
            let box = BoxScoreRules.identities(unit)
            let absent = absentHasNothing(unit)
            return { box($0) && absent($0) }
        },
        .rows("ranges", fault: "a value that cannot be") { unit in
            let inRange = BoxScoreRules.ranges(unit, playerLimits)
            return { inRange($0) }
        },
        Metric("points", .mean, isRegressed: true) { unit in values(unit, "points") },
        Metric("minutes", .mean, isRegressed: true) { unit in
            let minutes = Counts(unit.batch).real("minutes_played")
            return (0..<unit.batch.count).map { minutes($0) }
        },
    ]

    private static func played(_ unit: UnitRows) -> (Int) -> Bool {
        let absent = unit.batch["is_dnp"]
        return { absent.boolean($0) == false }
    }

    /// Whether a column is known, of players who played.
    private static func played(_ name: String, _ column: String, fault: String) -> Metric {
        .rows(name, isRegressed: true, fault: fault) { unit in
            let played = played(unit)
            let vector = unit.batch[column]
            return { row in played(row) ? !vector.isNull(row) : nil }
        }
    }

    /// Statistics of one who did not play are unknown, never 0.
    private static func absentHasNothing(_ unit: UnitRows) -> (Int) -> Bool {
        let played = played(unit)
        let columns = ["points", "fg_attempts", "minutes_played", "usage_rate"].map { unit.batch[$0] }
        return { row in played(row) || columns.allSatisfy { $0.isNull(row) } }
    }

    private static let playerLimits: [(String, ClosedRange<Double>)] = [
        ("points", 0...110), ("minutes_played", 0...90), ("usage_rate", 0...400), ("efg_pct", 0...1.5),
        ("ts_pct", 0...1.5), ("fg_attempts", 0...70), ("rebounds", 0...60), ("assists", 0...40),
        ("plus_minus", -120...120), ("quality_score", 0...100),
    ]
}
