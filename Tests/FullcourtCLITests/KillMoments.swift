import Simulation

/// When to kill a process, in microseconds after its start: anywhere in the time that it takes, which is learnt anew as the
/// machine gets busy or idle.
struct KillMoments {
    private var longest: Int
    private var random: SeededGenerator

    /// - Parameter whole: how long an undisturbed run took.
    init(whole: Duration, seed: UInt64) {
        longest = Int(whole / .microseconds(1))
        random = SeededGenerator(seed: seed)
    }

    mutating func next() -> Int { random.integer(0...longest) }

    /// A process that ended before its moment asks for earlier ones, one that had done nothing yet for later ones.
    mutating func learn(killed: Bool, anythingDone: Bool) {
        if !killed { longest = max(longest * 4 / 5, 1000) }
        if killed, !anythingDone { longest = longest * 6 / 5 }
    }
}
