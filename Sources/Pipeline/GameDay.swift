import Basketball
import Storage

/// What a summary may read: the raw rows of one league date, nothing else.
package struct GameDay: Sendable {
    package let date: GameDate
    /// Final games in the order of their ids.
    package let games: [GameBox]
    /// Final games that cannot be put together, because a team's rows are missing.
    package let incomplete: [GameID]
    /// Of how many players of a game a line is in quarantine and none is stored; games without any are absent.
    package let quarantined: [Int: Int]

    /// SHA-256 over a table's declaration and what it reads of the date's games, in hexadecimal.
    ///
    /// - Parameter quarantined: lines that the table lacks because they were refused.
    func digest(_ declaration: String, quarantined: Int, _ view: (GameBox) -> Digest128) -> String {
        let trace = ReadTrace()
        trace.add(date.dayNumber)
        for box in games { trace.add(box.id.number, 1, view(box)) }
        for game in incomplete { trace.add(game.number, 0, .zero) }
        if quarantined > 0 { trace.add(quarantined) }
        return trace.reading(declaration: declaration).digest
    }
}
