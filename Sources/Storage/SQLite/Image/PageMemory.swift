/// Pages of a database that grows in memory, numbered from 1 as SQLite does.
///
/// `@unchecked Sendable` because one task fills it, and hands it on when it is filled; SQLite only reads it, and when it has
/// let go another task may fill it anew.
final class PageMemory: @unchecked Sendable {
    /// Bytes of a page, SQLite's largest.
    static let pageSize = 65536
    /// Pages before the one that SQLite keeps for its locks, whatever a database holds: a gigabyte.
    static let most = (1 << 30) / pageSize

    private(set) var start: UnsafeMutableRawPointer
    private(set) var pages = 0
    private var room: Int

    init(room: Int = 16) {
        self.room = room
        start = .allocate(byteCount: room * PageMemory.pageSize, alignment: 4096)
    }

    deinit { start.deallocate() }

    var byteCount: Int { pages * PageMemory.pageSize }

    /// Lets go of all pages behind the first ones, and keeps the memory.
    func shrink(to pages: Int) { self.pages = min(pages, self.pages) }

    /// Adds a page of zeros.
    ///
    /// - Returns: its number. Earlier pages may have moved.
    func add() -> Int {
        if pages == room {
            let more = UnsafeMutableRawPointer.allocate(byteCount: 2 * room * PageMemory.pageSize, alignment: 4096)
            more.copyMemory(from: start, byteCount: byteCount)
            start.deallocate()
            start = more
            room *= 2
        }
        pages += 1
        self[pages].initializeMemory(as: UInt8.self, repeating: 0, count: PageMemory.pageSize)
        return pages
    }

    /// Where a page is; valid until one is added.
    subscript(page: Int) -> UnsafeMutableRawPointer { start + (page - 1) * PageMemory.pageSize }
}
