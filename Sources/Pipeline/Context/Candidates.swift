import Basketball

/// Who may play on D (`tables.md` 3.5): known from past appearances alone, never from who really did.
struct Candidate: Sendable {
    let player: Int
    let team: TeamOfDay
    /// Without any appearance this season: a member of the team's last season.
    let isCarriedOver: Bool

    /// While a team's game number is at most this, members of its last season count.
    private static let carriedOverGames = 10
    /// Days before the last season's last regular-season game within which the last appearance must lie.
    private static let carriedOverDays = 120

    /// All candidates of a date, in the order of player ids.
    static func all<Table: ReadsRosters>(_ day: AsOfDay<Table>, gamesBefore: (Int) -> Int) -> [Candidate] {
        if let participants = day.participants {
            return participants.compactMap { player, team in
                day.teams.first { $0.own.teamID == team }.map {
                    Candidate(player: player, team: $0, isCarriedOver: false)
                }
            }
        }
        var candidates: [Candidate] = []
        var young: [Int: TeamOfDay] = [:]
        for team in day.teams {
            let id = team.own.teamID
            for player in day.roster(of: id, lastGames: 10) where day.latestAppearance(of: player)?.team == id {
                candidates.append(Candidate(player: player, team: team, isCarriedOver: false))
            }
            if gamesBefore(id) < carriedOverGames { young[id] = team }
        }
        if !young.isEmpty, let end = day.lastSeasonsEnd {
            for player in day.knownPlayers {
                guard let latest = day.latestAppearance(of: player), latest.season == day.season.startYear - 1,
                    end - latest.date < carriedOverDays, let team = young[latest.team]
                else { continue }
                candidates.append(Candidate(player: player, team: team, isCarriedOver: true))
            }
        }
        return candidates.sorted { $0.player < $1.player }
    }
}
