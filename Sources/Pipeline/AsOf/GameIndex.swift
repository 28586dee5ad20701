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
            // Entities are numbered as they come, until all are known and have their place.
            var numbers: [Int: Int32] = [:]
            var counts: [Int32] = []
            let ofRows = entity.indices.map { row -> Int32 in
                guard keep(row) else { return -1 }
                let number = numbers[entity[row]] ?? Int32(counts.count)
                if Int(number) == counts.count {
                    numbers[entity[row]] = number
                    counts.append(0)
                }
                counts[Int(number)] += 1
                return number
            }
            ids = numbers.keys.sorted()
            var next = counts
            for (place, id) in ids.enumerated() {
                places[id] = place
                let number = Int(numbers[id] ?? 0)
                next[number] = starts[place]
                starts.append(starts[place] + counts[number])
            }
            let count = Int(starts[ids.count])
            days = Array(repeating: 0, count: count)
            games = Array(repeating: 0, count: count)
            seasons = Array(repeating: 0, count: count)
            seasonStarts = Array(repeating: 0, count: count)
            rows = Array(repeating: 0, count: count)
            var (game, year) = (Int.min, 0)
            var isFirst = Array(repeating: true, count: counts.count)
            for row in entity.indices {
                let number = Int(ofRows[row])
                guard number >= 0 else { continue }
                let at = Int(next[number])
                next[number] += 1
                if allGames[row] != game {
                    game = allGames[row]
                    year = GameID(number: game).map { $0.season.startYear } ?? 0
                }
                days[at] = Int32(allDays[row])
                games[at] = game
                seasons[at] = Int16(year)
                let isNew = isFirst[number] || seasons[at - 1] != seasons[at]
                isFirst[number] = false
                seasonStarts[at] = isNew ? Int32(at) : seasonStarts[at - 1]
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
        async let joined = GameIndex.join(offense, summaries, known)
        let absent = summaries["is_dnp"].integers
        let players = Entries(
            entity: summaries["player_id"].integers, days: summaries["game_date"].integers,
            games: summaries["game_id"].integers, keep: { absent[$0] == 0 })
        let teamIDs = summaries["team_id"].integers
        let (teams, ofRows) = await joined
        var own: [Int32] = []
        var teamOf: [Int] = []
        own.reserveCapacity(players.rows.count)
        teamOf.reserveCapacity(players.rows.count)
        var counts = [Int32](repeating: 0, count: teams.games.count + 1)
        for row in players.rows {
            let found = ofRows[Int(row)]
            teamOf.append(teamIDs[Int(row)])
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

    /// The team-games, and the own team's entry for the game of each row of 3.3; -1 where there is none.
    private static func join(_ offense: ColumnBatch, _ summaries: ColumnBatch, _ known: Entries?) -> (Entries, [Int32])
    {
        let teams =
            known
            ?? Entries(
                entity: offense["team_id"].integers, days: offense["game_date"].integers,
                games: offense["game_id"].integers, keep: { _ in true })
        let (ids, games) = (summaries["team_id"].integers, summaries["game_id"].integers)
        let days = summaries["game_date"].integers
        // The rows of a game stand together, and are of two teams; one that was moved may have left some on another day.
        var (game, day) = (Int.min, Int.min)
        var found: [(team: Int, entry: Int32)] = []
        let ofRows = ids.indices.map { row -> Int32 in
            if games[row] != game || days[row] != day {
                (game, day) = (games[row], days[row])
                found.removeAll(keepingCapacity: true)
            }
            if let known = found.first(where: { $0.team == ids[row] }) { return known.entry }
            let entry = teams.entry(ids[row], game: game, on: days[row]) ?? -1
            found.append((ids[row], entry))
            return entry
        }
        return (teams, ofRows)
    }
}
