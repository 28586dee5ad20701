import CTuning
import FullcourtCLI

/// The thin executable: everything is in `FullcourtCLI`.
@main
struct Main {
    static func main() async {
        tuning_keep_freed_memory()
        tuning_skip_memory_statistics()
        await CommandLineTool.run()
    }
}
