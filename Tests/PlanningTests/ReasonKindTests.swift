import Planning
import Testing

/// What reasons are grouped by.
@Suite struct ReasonKindTests {
    @Test(arguments: [
        (UnitStatus.blocked, "needs player_game_summary 2023-11-20: failed", "needs player_game_summary: failed"),
        (.blocked, "needs player_game_summary 2023-11-21: failed", "needs player_game_summary: failed"),
        (.partial, "box_score_missing(0022300123);box_score_missing(0022300124)", "box_score_missing"),
        (.notExpected, "bootstrap(day 7 of 14)", "bootstrap"), (.written, "", ""),
        (.failed, "needs more care than this: a text", "needs more care than this: a text"),
    ]) func reasonKindIsWithoutWhatDiffers(status: UnitStatus, reason: String, kind: String) {
        #expect(UnitState(status, reason).reasonKind == kind)
    }
}
