import Basketball
import Storage

/// Finds a team by how a source calls it: full name, nickname or tricode.
struct TeamDirectory: Sendable {
    private var teams: [String: Set<Int>] = [:]

    /// - Parameter stored: the table `teams`.
    init(_ stored: ColumnBatch) {
        for row in 0..<stored.count {
            let id = stored["team_id"].integers[row]
            let (city, nickname) = (stored["city"].texts[row], stored["nickname"].texts[row])
            for name in [stored["tricode"].texts[row], nickname, "\(city) \(nickname)"] {
                let key = playerLookup(name)
                if !key.isEmpty { teams[key, default: []].insert(id) }
            }
        }
    }

    /// The only team with the name. Cities are written in several ways (`LA`, `Los Angeles`), nicknames in one: a full name
    /// that is not known is looked up by its nickname.
    subscript(name: String) -> Int? {
        for key in [playerLookup(name), playerLookup(TeamName.parts(name).nickname)] {
            if let found = teams[key] { return found.count == 1 ? found.first : nil }
        }
        return nil
    }
}
