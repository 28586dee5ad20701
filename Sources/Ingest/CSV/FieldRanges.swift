/// The fields of one record after the other, in plain memory that grows with the widest.
///
/// Copies share the memory, and so are of the record that was read last.
struct FieldRanges {
    private final class Memory {
        var start: UnsafeMutablePointer<Range<Int>>
        var room = 64

        init() { start = .allocate(capacity: room) }
        deinit { start.deallocate() }

        func grow() {
            let more = UnsafeMutablePointer<Range<Int>>.allocate(capacity: 2 * room)
            more.moveInitialize(from: start, count: room)
            start.deallocate()
            start = more
            room *= 2
        }
    }

    private let memory = Memory()
    private var start: UnsafeMutablePointer<Range<Int>>
    private var room: Int
    private(set) var count = 0

    init() {
        start = memory.start
        room = memory.room
    }

    var indices: Range<Int> { 0..<count }

    mutating func removeAll() { count = 0 }

    @inline(__always) mutating func append(_ field: Range<Int>) {
        if count == room {
            memory.grow()
            (start, room) = (memory.start, memory.room)
        }
        start[count] = field
        count += 1
    }

    @inline(__always) subscript(index: Int) -> Range<Int> {
        precondition(index >= 0 && index < count, "a field that is not there")
        // Where the memory is now: it may have grown since this copy was made.
        return memory.start[index]
    }
}
