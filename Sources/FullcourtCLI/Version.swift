/// The version of this program, as `--version` prints it and imports and runs record it.
package enum Version {
    package static let number = "0.1.0"
}
