import Basketball
import Storage

/// Who played when: the skeleton that all views of the past share.
///
/// Team-games are sorted by team and date, appearances by player and date, so that the past of an entity is one slice.
/// A player without an appearance in a game (a DNP) has no entry for it.
final class GameIndex: Sendable {
    /// Team-games, or appearances, of all entities.
    struct Entries: Sendable {
        /// League id of each entity, ascending.
        var ids: [Int] = []
        /// Where each entity's entries start; one more than there are entities.
        var starts: [Int32] = [0]
        var days: [Int32] = []
        var games: [Int] = []
        /// First year of the season.
        var seasons: [Int16] = []
        /// First entry of the same entity and season.
        var seasonStarts: [Int32] = []
        /// Row of the table that the entry comes from.
        var rows: [Int32] = []
        private var places: [Int: Int] = [:]

        /// Sorts entries that come in the order of dates.
        init(entity: [Int], days allDays: [Int], games allGames: [Int], keep: (Int) -> Bool) {
            var counts: [Int: Int32] = [:]
            for row in entity.indices where keep(row) { counts[entity[row], default: 0] += 1 }
            ids = counts.keys.sorted()
            for (place, id) in ids.enumerated() {
                places[id] = place
                starts.append(starts[place] + (counts[id] ?? 0))
            }
            let count = Int(starts[ids.count])
            days = Array(repeating: 0, count: count)
            games = Array(repeating: 0, count: count)
            seasons = Array(repeating: 0, count: count)
            seasonStarts = Array(repeating: 0, count: count)
            rows = Array(repeating: 0, count: count)
            var next = starts
            for row in entity.indices where keep(row) {
                guard let place = places[entity[row]] else { continue }
                let at = Int(next[place])
                next[place] += 1
                days[at] = Int32(allDays[row])
                games[at] = allGames[row]
                let year = GameID(number: allGames[row]).map { $0.season.startYear } ?? 0
                seasons[at] = Int16(year)
                let isFirst = at == Int(starts[place]) || seasons[at - 1] != seasons[at]
                seasonStarts[at] = isFirst ? Int32(at) : seasonStarts[at - 1]
                rows[at] = Int32(row)
            }
        }

        private init() {}

        /// Of nobody.
        static let none = Entries()

        /// Position of an entity; nil when it has no entry.
        func place(_ id: Int) -> Int? { places[id] }

        /// An entity's entry for a game; nil when there is none.
        func entry(_ id: Int, game: Int, on day: Int) -> Int32? {
            guard let place = place(id) else { return nil }
            var at = before(day, place).upperBound
            while at < Int(starts[place + 1]), Int(days[at]) == day {
                if games[at] == game { return Int32(at) }
                at += 1
            }
            return nil
        }

        /// The entries of an entity before a day.
        func before(_ day: Int, _ place: Int) -> Range<Int> {
            let start = Int(starts[place])
            var low = start
            var high = Int(starts[place + 1])
            while low < high {
                let middle = (low + high) / 2
                if Int(days[middle]) < day { low = middle + 1 } else { high = middle }
            }
            return start..<low
        }
    }

    let teams: Entries
    let players: Entries
    /// The team of each appearance.
    let teamOfAppearance: [Int]
    /// The own team's entry for the game of each appearance; -1 where there is none.
    let teamGameOfAppearance: [Int32]
    /// Players of each team-game, behind one another in the order of team-games, and where each team-game's start.
    let rosters: [Int32]
    let rosterStarts: [Int32]

    /// - Parameters:
    ///   - offense: `game_date`, `game_id` and `team_id` of 3.1, in key order.
    ///   - players: `game_date`, `game_id`, `player_id`, `team_id` and `is_dnp` of 3.3, in key order.
    ///   - known: the team-games of the same rows, where they are at hand.
    init(offense: ColumnBatch, players summaries: ColumnBatch, teams known: Entries?) async {
        async let ofTeams =
            known
            ?? Entries(
                entity: offense["team_id"].integers, days: offense["game_date"].integers,
                games: offense["game_id"].integers, keep: { _ in true })
        let absent = summaries["is_dnp"].integers
        let players = Entries(
            entity: summaries["player_id"].integers, days: summaries["game_date"].integers,
            games: summaries["game_id"].integers, keep: { absent[$0] == 0 })
        let teams = await ofTeams
        let teamIDs = summaries["team_id"].integers
        var own: [Int32] = []
        var teamOf: [Int] = []
        own.reserveCapacity(players.rows.count)
        teamOf.reserveCapacity(players.rows.count)
        var counts = [Int32](repeating: 0, count: teams.games.count + 1)
        for (entry, row) in players.rows.enumerated() {
            let team = teamIDs[Int(row)]
            teamOf.append(team)
            let found = teams.entry(team, game: players.games[entry], on: Int(players.days[entry])) ?? -1
            own.append(found)
            if found >= 0 { counts[Int(found) + 1] += 1 }
        }
        for index in 1..<counts.count { counts[index] += counts[index - 1] }
        var rosters = [Int32](repeating: 0, count: Int(counts[counts.count - 1]))
        var next = counts
        for place in players.ids.indices {
            for entry in players.starts[place]..<players.starts[place + 1] {
                let teamGame = Int(own[Int(entry)])
                guard teamGame >= 0 else { continue }
                rosters[Int(next[teamGame])] = Int32(place)
                next[teamGame] += 1
            }
        }
        self.teams = teams
        self.players = players
        teamOfAppearance = teamOf
        teamGameOfAppearance = own
        self.rosters = rosters
        rosterStarts = counts
    }
}
