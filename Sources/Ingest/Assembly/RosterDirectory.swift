import Basketball
import Storage

/// Who played for a team about a date, to find a player by his name within the two teams of a game.
struct RosterDirectory: Sendable {
    /// A name's outcome.
    enum Match: Equatable {
        case player(Int)
        /// Several players of the two teams have the name.
        case ambiguous([Candidate])
        /// None has; those whose name is the most like it.
        case unmatched([Candidate])
    }

    struct Candidate: Equatable, Sendable {
        let id: Int
        let name: String
    }

    /// How far from a date a game still tells who was in a team then.
    static let nearDays = 30

    private struct Member: Sendable {
        let id: Int
        var name: String
        /// Keys of every spelling.
        var lookups: Set<String>
        var dates: [GameDate]
    }

    private var teams: [Int: [Int: Member]] = [:]

    /// - Parameters:
    ///   - lines: game, player, team and name of the box scores of the seasons concerned and those before.
    ///   - dateOf: each game's date.
    ///   - spellings: other keys of players' names, by id.
    init(_ lines: ColumnBatch, dateOf: (Int) -> GameDate?, spellings: [Int: Set<String>]) {
        guard !lines.isEmpty else { return }
        let (games, players) = (lines["game_id"].integers, lines["player_id"].integers)
        let (ofTeams, names) = (lines["team_id"].integers, lines["player_name"].texts)
        for row in 0..<lines.count {
            guard let date = dateOf(games[row]) else { continue }
            let id = players[row]
            let name = names[row]
            if teams[ofTeams[row]]?[id] == nil {
                teams[ofTeams[row], default: [:]][id] = Member(
                    id: id, name: name, lookups: (spellings[id] ?? []).union([playerLookup(name)]), dates: [date])
            } else {
                teams[ofTeams[row]]?[id]?.dates.append(date)
                if teams[ofTeams[row]]?[id]?.name != name {
                    teams[ofTeams[row]]?[id]?.lookups.insert(playerLookup(name))
                    // The spelling is for people to read: the last in order, whatever the order of rows.
                    let before = teams[ofTeams[row]]?[id]?.name ?? ""
                    teams[ofTeams[row]]?[id]?.name = max(before, name)
                }
            }
        }
    }

    /// The player of two teams who has a name: among those near the date, else among all that the box scores know of.
    func match(_ name: String, _ teams: [Int], _ date: GameDate) -> Match {
        let key = playerLookup(name)
        let all = teams.flatMap { self.teams[$0].map { Array($0.values) } ?? [] }
        let near = all.filter { $0.dates.contains { abs($0 - date) <= RosterDirectory.nearDays } }
        for members in [near, all] {
            let found = Dictionary(grouping: members.filter { $0.lookups.contains(key) }, by: \.id)
            if found.count == 1, let id = found.keys.first { return .player(id) }
            if found.count > 1 {
                return .ambiguous(
                    found.values.compactMap(\.first).map { Candidate(id: $0.id, name: $0.name) }
                        .sorted { $0.id < $1.id })
            }
        }
        return .unmatched(candidates(key, near.isEmpty ? all : near))
    }

    /// Up to three of the members whose keys are the nearest, if near at all: same last letters or first letters.
    private func candidates(_ key: String, _ members: [Member]) -> [Candidate] {
        let scored = members.compactMap { member -> (score: Int, member: Member)? in
            let score = member.lookups.map { RosterDirectory.likeness($0, key) }.max() ?? 0
            return score >= 5 ? (score, member) : nil
        }
        let sorted = scored.sorted { ($1.score, $0.member.id) < ($0.score, $1.member.id) }
        var seen: Set<Int> = []
        return sorted.filter { seen.insert($0.member.id).inserted }.prefix(3).map {
            Candidate(id: $0.member.id, name: $0.member.name)
        }
    }

    /// A generation's suffix is no part of what makes names alike.
    private static func withoutSuffix(_ key: String) -> Substring {
        for suffix in ["iii", "ii", "iv", "jr", "sr"] where key.hasSuffix(suffix) && key.count > suffix.count + 4 {
            return key.dropLast(suffix.count)
        }
        return key[...]
    }

    /// Letters that two keys share at the start and at the end.
    private static func likeness(_ a: String, _ b: String) -> Int {
        let (x, y) = (Array(withoutSuffix(a).utf8), Array(withoutSuffix(b).utf8))
        let start = zip(x, y).prefix { $0 == $1 }.count
        let end = zip(x.reversed(), y.reversed()).prefix { $0 == $1 }.count
        return min(start + end, min(x.count, y.count))
    }
}
