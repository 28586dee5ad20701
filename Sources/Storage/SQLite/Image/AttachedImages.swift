import GRDB
import Synchronization

/// The images of a connection: SQLite reads them until the transaction ends that copied rows from them.
final class AttachedImages: Sendable {
    /// Databases that SQLite attaches to a connection unless it was built for fewer, less one for others.
    private static let most = 9
    /// Memory that is kept for later images.
    private static let mostSpare = 2

    private let attached = Mutex<[AttachedImage]>([])
    private let spare = Mutex<[PageMemory]>([])

    /// Encodes the rows of large changes, as long as the connection can take another image.
    func stage(_ changes: [Change]) throws -> StagedChanges {
        try StagedChanges(changes) {
            guard attached.withLock(\.count) < AttachedImages.most else { return nil }
            return spare.withLock { $0.popLast() } ?? PageMemory()
        }
    }

    /// Attaches the image of changes, if they have one.
    func attach(_ staged: StagedChanges, _ db: Database) throws -> AttachedImage? {
        guard let image = staged.image else { return nil }
        return try attached.withLock { all in
            let next = try AttachedImage(image, number: all.count, db)
            all.append(next)
            return next
        }
    }

    /// Lets go of all images, when no transaction is open.
    func detach(_ db: Database) {
        let gone = attached.withLock { all in
            defer { all = [] }
            return all
        }
        for image in gone {
            image.detach(db)
            spare.withLock { if $0.count < AttachedImages.mostSpare { $0.append(image.image.recycled()) } }
        }
    }
}
