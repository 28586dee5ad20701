import Basketball

/// A text that should be a date or a game id and is none.
struct NotWellFormed: Error {
    let text: String
}

/// The league date that a test names.
package func leagueDate(_ text: String) throws -> GameDate {
    guard let date = GameDate(text) else { throw NotWellFormed(text: text) }
    return date
}

/// The game id that a test names.
package func gameID(_ text: String) throws -> GameID {
    guard let id = GameID(text) else { throw NotWellFormed(text: text) }
    return id
}
