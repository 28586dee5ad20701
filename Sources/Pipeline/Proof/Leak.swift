/// The classic ways in which a feature gets to know the game it predicts, for the museum of the proofs' tests.
///
/// No verb and no setting can switch one on: only `ProofBench` takes one, and only tests give it any. Each stands at the
/// place where a careless implementation would have it.
package enum Leak: String, Sendable, CaseIterable {
    /// A player's last games include today's.
    case todaysGame
    /// A team's last games include today's.
    case todaysTeamStats
    /// A player's season includes the games that are still to come.
    case seasonTotals
    /// Those who really played are the candidates.
    case realParticipants
    /// Lines count whenever they were captured.
    case lateLine
    /// The league's averages are those of everything that is loaded.
    case wholeSetNormalisation
    /// The opponent's defence includes today's game.
    case opponentAfterTheGame
}
