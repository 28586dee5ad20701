import Basketball

/// Finds the date and the player of each line, and keeps account of what was found.
struct LineMatching {
    let teams: TeamDirectory
    let rosters: RosterDirectory
    let games: GamesByTeams
    private var events: [Event: Result<Meeting, BrokenRule>] = [:]
    private var matches: [Name: RosterDirectory.Match] = [:]
    private var matched = 0
    private var untimed = 0
    private var failed: [String: (lines: Int, candidates: [RosterDirectory.Candidate], isAmbiguous: Bool)] = [:]
    private var withoutGame: [Meeting: Int] = [:]

    private struct Event: Hashable {
        let home: String
        let away: String
        let tipoff: Instant
    }

    /// Two teams on a date.
    private struct Meeting: Hashable {
        let date: GameDate
        let home: Int
        let away: Int
        let text: String
    }

    private struct Name: Hashable {
        let name: String
        let meeting: Meeting
    }

    init(teams: TeamDirectory, rosters: RosterDirectory, games: GamesByTeams) {
        self.teams = teams
        self.rosters = rosters
        self.games = games
    }

    /// Where a line belongs; what is wrong when it does not.
    mutating func place(_ offer: PlayerLineOffer) -> Result<PlayerLineAssembly.Group, BrokenRule> {
        let event = Event(home: offer.home, away: offer.away, tipoff: offer.tipoff)
        let meeting: Meeting
        switch events[event] ?? meet(event) {
        case .success(let found): meeting = found
        case .failure(let broken): return .failure(broken)
        }
        let name = Name(name: offer.player, meeting: meeting)
        let match = matches[name] ?? rosters.match(offer.player, [meeting.home, meeting.away], meeting.date)
        matches[name] = match
        switch match {
        case .player(let id):
            matched += 1
            if offer.captured == nil { untimed += 1 }
            if games.game(meeting.date, meeting.home, meeting.away) == nil { withoutGame[meeting, default: 0] += 1 }
            return .success(
                PlayerLineAssembly.Group(
                    date: meeting.date, player: id, market: offer.market, bookmaker: offer.bookmaker,
                    captured: offer.captured ?? Instant(eastern: meeting.date, hour: 0)))
        case .ambiguous(let candidates):
            failed[offer.player, default: (0, candidates, true)].lines += 1
            return .failure(
                BrokenRule(
                    rule: "player_ambiguous",
                    expected: "one player of \(meeting.text) with the name; these have it: \(text(candidates))"))
        case .unmatched(let candidates):
            failed[offer.player, default: (0, candidates, false)].lines += 1
            return .failure(
                BrokenRule(
                    rule: "player_unmatched",
                    expected: "the name of a player of \(meeting.text); nearest: \(text(candidates))"))
        }
    }

    private mutating func meet(_ event: Event) -> Result<Meeting, BrokenRule> {
        let result: Result<Meeting, BrokenRule>
        if let home = teams[event.home], let away = teams[event.away], home != away {
            let date = event.tipoff.easternDate
            result = .success(
                Meeting(date: date, home: home, away: away, text: "\(event.away) @ \(event.home) on \(date)"))
        } else {
            result = .failure(
                BrokenRule(
                    rule: "unknown_team",
                    expected: "two teams that are known from game logs or a schedule, found '\(event.away)' and "
                        + "'\(event.home)'"))
        }
        events[event] = result
        return result
    }

    /// What a person should know of the match.
    ///
    /// - Parameter count: lines in all.
    func notes(_ count: Int) -> [String] {
        let percent = count == 0 ? 0 : Double(matched * 1000 / count) / 10
        var notes = ["player lines: \(matched) of \(count) matched to a player (\(percent) %)"]
        let names = failed.sorted { ($1.value.lines, $0.key) < ($0.value.lines, $1.key) }
        if !names.isEmpty {
            let listed = names.prefix(20).map { name, found in
                "\(name) (\(found.lines) lines, \(found.isAmbiguous ? "ambiguous" : "nearest"): \(text(found.candidates)))"
            }
            notes.append(
                "names without a player of their game's teams, lines in quarantine: " + listed.joined(separator: ", ")
                    + (names.count > 20 ? " and \(names.count - 20) more" : ""))
        }
        if untimed > 0 {
            notes.append(
                "\(untimed) lines do not say when they were captured: kept as of the start of their league date")
        }
        if !withoutGame.isEmpty {
            let games = withoutGame.keys.map(\.text).sorted().prefix(5).joined(separator: ", ")
            notes.append(
                "\(withoutGame.values.reduce(0, +)) lines are of \(withoutGame.count) games that are not loaded on "
                    + "their date, kept by date and player: \(games)")
        }
        return notes
    }

    private func text(_ candidates: [RosterDirectory.Candidate]) -> String {
        candidates.isEmpty ? "none" : candidates.map { "\($0.name) \($0.id)" }.joined(separator: ", ")
    }
}
