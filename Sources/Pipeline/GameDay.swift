import Basketball

/// What a summary may read: the raw rows of one league date, nothing else.
package struct GameDay: Sendable {
    package let date: GameDate
    /// Final games in the order of their ids.
    package let games: [GameBox]
    /// Final games that cannot be put together, because a team's rows are missing.
    package let incomplete: [GameID]
}
