import Documents
import Ingest
import Quality
import Storage

/// The errors of the layers below, as they are printed.
extension StorageError: Described {
    package var exitStatus: ExitStatus {
        switch code {
        case .busy: .leaseHeld
        case .query: .usage
        default: .dataError
        }
    }
}

extension ImportError: Described {}

extension DocumentError: Described {
    package var exitStatus: ExitStatus { .configuration }
}

extension QualityError: Described {
    package var exitStatus: ExitStatus { .usage }
}
