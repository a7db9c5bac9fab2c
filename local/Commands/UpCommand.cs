using System.CommandLine;
using NimbusFunctions.Local.Commands.Journal;

namespace NimbusFunctions.Local.Commands;

/// <summary><c>up</c>: everything on this machine until it is stopped.</summary>
internal static class UpCommand
{
    public const string Name = "up";

    public static Command Create(LocalConsole console)
    {
        EditionArguments arguments = new();
        Option<bool> verbose = new("--verbose") { Description = "Also shows what the app logs as information." };
        Command up = new(Name, "Starts everything and shows what the functions do, until Ctrl+C. The default.");
        arguments.AddPlacesTo(up);
        arguments.AddSizeTo(up);
        up.Options.Add(verbose);
        up.SetAction((parsed, stop) => RunAsync(arguments.Read(parsed), console, parsed.GetValue(verbose), stop));
        return up;
    }

    private static async Task<int> RunAsync(LocalEditionOptions options, LocalConsole console, bool verbose, CancellationToken stop)
    {
        ConsoleJournal journal = new(console, verbose, TimeZoneInfo.Local);
        await using var edition = await LocalEdition.StartAsync(options, journal, console.Out, stop);
        Announcement.Show(edition, console);
        journal.Open();
        var broken = await WaitAsync(edition, stop);
        journal.Close();
        if (broken is not null)
        {
            console.Error(broken);
            return 1;
        }

        console.Line("Stopping ...");
        return 0;
    }

    /// <summary>Null when it was asked to stop; else what broke.</summary>
    private static async Task<string?> WaitAsync(LocalEdition edition, CancellationToken stop)
    {
        // A terminal sends Ctrl+C to the whole group of processes: the emulator may be gone before this one hears of it.
        var benefitOfDoubt = TimeSpan.FromMilliseconds(500);
        try
        {
            var broken = await edition.WhenBrokenAsync(stop);
            await Task.Delay(benefitOfDoubt, TimeProvider.System, stop);
            return broken;
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            return null;
        }
    }
}
