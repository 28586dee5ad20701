import Storage

/// Everything that a unit read while it was computed: of players as a sum of hashes, of everything else as digests in the
/// order of reading.
///
/// Both together are the unit's input digest: since a processor can read only through views that write here, it covers
/// exactly what was read, no more and no less. What was read of one player can be taken out of the sum and put in anew.
final class ReadTrace {
    /// What was asked for that must not be read; the unit fails.
    var fault: String?
    private var words: UnsafeMutablePointer<UInt64>
    private var count = 0
    private var room = 1024
    private var players = Digest128.zero

    init() { words = .allocate(capacity: room) }

    deinit { words.deallocate() }

    /// Notes some entries of an entity.
    @inline(__always) func add(_ entity: Int, _ count: Int, _ digest: Digest128) {
        let next = reserve(4)
        next[0] = UInt64(bitPattern: Int64(entity))
        next[1] = UInt64(bitPattern: Int64(count))
        next[2] = digest.high
        next[3] = digest.low
    }

    @inline(__always) func add(_ number: Int) { reserve(1)[0] = UInt64(bitPattern: Int64(number)) }

    func add(_ text: String) {
        add(text.utf8.count)
        var text = text
        add(text.withUTF8 { rowHash(UnsafeRawBufferPointer($0)) })
    }

    /// Notes some entries of a player.
    @inline(__always) func add(player: Int, _ count: Int, _ digest: Digest128) {
        var note = (player, count, digest)
        withUnsafeBytes(of: &note) { players = players + Digest128(of: $0) }
    }

    /// Notes a fact about a player.
    func add(player: Int, _ fact: PlayerFact, _ value: Int) {
        add(player: player, value, Digest128(high: 0, low: fact.rawValue))
    }

    /// Notes rows about players, each hashed with its key.
    func add(rowsOfPlayers sum: Digest128) { players = players + sum }

    /// All that was read, and the declaration by which it was.
    func reading(declaration: String) -> Reading {
        add(declaration)
        let others = SHA256Digest(of: UnsafeRawBufferPointer(start: words, count: 8 * count))
        return Reading(others: others, players: players)
    }

    /// Room for some more words.
    @inline(__always) private func reserve(_ more: Int) -> UnsafeMutablePointer<UInt64> {
        if count + more > room { grow() }
        defer { count += more }
        return words + count
    }

    private func grow() {
        let wider = UnsafeMutablePointer<UInt64>.allocate(capacity: 2 * room)
        wider.moveInitialize(from: words, count: count)
        words.deallocate()
        words = wider
        room *= 2
    }
}

/// Facts about a player that a table may read besides his past.
enum PlayerFact: UInt64 {
    case birthdate = 1
    case pointsLine
}

/// What a unit read, in two digests.
struct Reading: Hashable, Sendable {
    /// SHA-256 of everything that is not of players: declaration, schedule, teams, league.
    let others: SHA256Digest
    /// Sum of the hashes of what was read of players.
    var players: Digest128

    /// The unit's input digest: SHA-256 over both, in hexadecimal.
    var digest: String {
        let sum = [players.high, players.low].flatMap { word in withUnsafeBytes(of: word.littleEndian) { Array($0) } }
        return "\(SHA256Digest(of: others.bytes + sum))"
    }
}
