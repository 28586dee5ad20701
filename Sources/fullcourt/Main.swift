import FullcourtCLI

/// The thin executable: everything is in `FullcourtCLI`.
@main
struct Main {
    static func main() async { await CommandLineTool.run() }
}
