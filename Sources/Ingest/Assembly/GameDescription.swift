import Basketball

/// Finds out what the rows of one kind of source say of their game.
struct GameDescription {
    /// The game as it is stored, and what each source said of it before.
    let before: GameRecord?
    let stored: [SourceKind: GameFacts]

    /// - Parameters:
    ///   - rows: of one kind, those of teams first.
    ///   - teamRows: how many are of teams.
    func describe(_ rows: [BoxScoreRow], _ teamRows: Int, _ kind: SourceKind) -> Result<GameFacts, BrokenRule> {
        // Team rows are few and careful; players' rows decide only where there is none.
        let voters = teamRows > 0 ? Array(rows.prefix(teamRows)) : rows
        var facts = GameFacts(origin: rows[0].origin)
        facts.date = commonest(voters.compactMap(\.date)) ?? stored[kind]?.date
        var tricodes: [Int: String] = [:]
        for row in rows.reversed() { tricodes[row.teamID] = row.team }
        var ids = Set(rows.map(\.teamID))
        if let before {
            ids = [before.home, before.away]
        } else if ids.count > 2, Set(voters.map(\.teamID)).count == 2 {
            ids = Set(voters.map(\.teamID))
        }
        guard ids.count == 2 else {
            return .failure(
                BrokenRule(
                    rule: "both_teams_present", expected: "rows of both teams of the game, found \(ids.count) team(s)"))
        }
        let pair = ids.sorted()
        for id in pair where tricodes[id] == nil {
            tricodes[id] = id == before?.home ? before?.homeTeam : before?.awayTeam
        }
        let placed = rows.filter { $0.matchup != nil && ids.contains($0.teamID) }
        guard !placed.isEmpty else { return .success(facts) }
        guard let home = home(placed, teamRows, pair, tricodes, stored[kind], &facts) else {
            return .failure(
                BrokenRule(rule: "home_team", expected: "one team with 'vs.', or the same 'A @ B' in both rows"))
        }
        let away = pair[0] == home ? pair[1] : pair[0]
        (facts.home, facts.away) = (home, away)
        (facts.homeTeam, facts.awayTeam) = (tricodes[home] ?? "", tricodes[away] ?? "")
        if !placed.contains(where: { $0.matchup?.isHome == true }), stored[kind]?.neutral == true {
            facts.neutral = true
        }
        return .success(facts)
    }

    /// The team at home, of two; sets the neutral site.
    ///
    /// At a neutral site the rows of teams both say the same `A @ B`, where `B` counts as the home team. Rows of players, and
    /// of teams in the league's own answers, each have their own team first and do not say it: then what is stored stays.
    private func home(
        _ rows: [BoxScoreRow], _ teamRows: Int, _ pair: [Int], _ tricodes: [Int: String], _ stored: GameFacts?,
        _ facts: inout GameFacts
    ) -> Int? {
        let homes = Set(rows.filter { $0.matchup?.isHome == true }.map(\.teamID))
        let visitors = Set(rows.filter { $0.matchup?.isHome == false }.map(\.teamID))
        if homes.count == 1 { return homes.first }
        guard homes.isEmpty else { return nil }
        if visitors.count == 1, let only = visitors.first { return pair[0] == only ? pair[1] : pair[0] }
        facts.neutral = true
        let designated = Set(rows.prefix(teamRows).compactMap { $0.matchup?.designatedHome })
        if designated.count == 1, let found = pair.first(where: { tricodes[$0] == designated.first }) { return found }
        if let stored, let home = stored.home, pair.contains(home) {
            facts.sidesAssumed = stored.sidesAssumed
            return home
        }
        facts.sidesAssumed = true
        return pair.first
    }

    /// The date that most have; of as many the earliest.
    private func commonest(_ dates: [GameDate]) -> GameDate? {
        Dictionary(grouping: dates, by: \.self).max { ($0.value.count, $1.key) < ($1.value.count, $0.key) }?.key
    }
}
