import GRDB
import GRDBSQLite

/// The pages of a database's file as they are, read through the file that a connection of SQLite has open.
///
/// Of that connection a transaction that reads must be open, and the file must be what it sees
/// (`SQLiteConnection.isFileTheSnapshot`): then its locks keep everybody from changing these pages.
struct PageFile {
    private let file: UnsafeMutablePointer<sqlite3_file>
    private let methods: sqlite3_io_methods
    let pageSize: Int
    let pages: Int

    /// - Returns: nil where the file has another form than `fullcourt` writes.
    init?(_ db: Database) {
        var found: UnsafeMutablePointer<sqlite3_file>?
        let code = withUnsafeMutablePointer(to: &found) {
            sqlite3_file_control(db.sqliteConnection, "main", SQLITE_FCNTL_FILE_POINTER, $0)
        }
        guard code == SQLITE_OK, let file = found, let methods = file.pointee.pMethods?.pointee else { return nil }
        self.file = file
        self.methods = methods
        var header = [UInt8](repeating: 0, count: 100)
        var bytes: sqlite3_int64 = 0
        guard methods.xRead?(file, &header, 100, 0) == SQLITE_OK, methods.xFileSize?(file, &bytes) == SQLITE_OK else {
            return nil
        }
        let size = Int(header[16]) << 8 | Int(header[17])
        // 1 stands for 65536, and 512 is SQLite's smallest; no bytes of a page are kept for extensions; texts are UTF-8.
        guard header.starts(with: "SQLite format 3\0".utf8), size == 1 || size >= 512, header[20] == 0,
            header[56...59].elementsEqual([0, 0, 0, 1])
        else { return nil }
        pageSize = size == 1 ? 65536 : size
        pages = Int(bytes) / pageSize
    }

    /// Runs a body with the bytes of a page, which are valid until it returns; in place where SQLite has the file mapped.
    ///
    /// - Returns: false where there is no such page or it cannot be read, else what the body returns.
    func with(_ page: Int, _ body: (UnsafeRawBufferPointer) -> Bool) -> Bool {
        guard page >= 1, page <= pages else { return false }
        let offset = sqlite3_int64((page - 1) * pageSize)
        var mapped: UnsafeMutableRawPointer?
        if methods.iVersion >= 3, methods.xFetch?(file, offset, Int32(pageSize), &mapped) == SQLITE_OK, let mapped {
            defer { _ = methods.xUnfetch?(file, offset, mapped) }
            return body(UnsafeRawBufferPointer(start: mapped, count: pageSize))
        }
        let copy = UnsafeMutableRawBufferPointer.allocate(byteCount: pageSize, alignment: 8)
        defer { copy.deallocate() }
        guard methods.xRead?(file, copy.baseAddress, Int32(pageSize), offset) == SQLITE_OK else { return false }
        return body(UnsafeRawBufferPointer(copy))
    }
}
