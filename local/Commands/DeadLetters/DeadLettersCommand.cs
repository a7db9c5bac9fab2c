using System.CommandLine;
using NimbusFunctions.Local.Commands.Api;
using NimbusFunctions.Local.Commands.Control;

namespace NimbusFunctions.Local.Commands.DeadLetters;

/// <summary><c>dead-letters</c>: lists, shows, replays and drops what a running local edition has given up.</summary>
internal static class DeadLettersCommand
{
    public static Command Create(LocalConsole console) => new("dead-letters", "Messages that a running local edition has given up: look at them, send them again, drop them.")
    {
        List(console), Show(console), Replay(console), Drop(console),
    };

    private static Command List(LocalConsole console)
    {
        DeadLetterOptions options = new();
        Command list = new("list", "Lists them, by tenant, the oldest first.");
        options.AddFilters(list);
        options.AddAddresses(list);
        list.SetAction((parsed, stop) => RunAsync(options, parsed, calls => new DeadLetterWork(calls, console).ListAsync(options.Filter(parsed), stop), stop));
        return list;
    }

    private static Command Show(LocalConsole console)
    {
        DeadLetterOptions options = new();
        options.Id.Arity = ArgumentArity.ExactlyOne;
        Command show = new("show", "Shows one with its body.") { options.Id };
        options.AddAddresses(show);
        show.SetAction((parsed, stop) => RunAsync(options, parsed, calls => new DeadLetterWork(calls, console).ShowAsync(parsed.GetRequiredValue(options.Id)!, stop), stop));
        return show;
    }

    private static Command Replay(LocalConsole console) =>
        OneOrMany("replay", "Sends one again, or with --all those that the filters mean.", null, console);

    private static Command Drop(LocalConsole console) => OneOrMany(
        "drop", "Removes one for good, or with --all those that the filters mean.",
        new Option<string>("--reason") { Description = "Why, 3 to 500 characters; stands in the audit, so no names.", HelpName = "TEXT", Required = true }, console);

    private static Command OneOrMany(string verb, string says, Option<string>? reason, LocalConsole console)
    {
        DeadLetterOptions options = new();
        Command command = new(verb, says) { options.Id, options.All };
        if (reason is not null)
            command.Add(reason);
        options.AddFilters(command);
        options.AddAddresses(command);
        command.Validators.Add(result =>
        {
            if (result.GetValue(options.Id) is not null == result.GetValue(options.All))
                result.AddError("Give either the ID of a letter or --all.");
            // Whoever names both may believe that the filter guards the letter.
            else if (!result.GetValue(options.All) && options.Filters.Any(filter => result.GetResult(filter) is not null))
                result.AddError("Filters choose among all: give them with --all.");
        });
        command.SetAction((parsed, stop) => RunAsync(options, parsed, calls =>
        {
            DeadLetterWork work = new(calls, console);
            var why = reason is null ? null : parsed.GetRequiredValue(reason);
            return parsed.GetValue(options.Id) is { } id ? work.OneAsync(verb, id, why, stop) : work.ManyAsync(verb, options.Filter(parsed), why, stop);
        }, stop));
        return command;
    }

    private static async Task<int> RunAsync(DeadLetterOptions options, ParseResult parsed, Func<JsonCalls, Task<int>> work, CancellationToken stop)
    {
        Uri simulator = new(parsed.GetValue(options.Simulator)!);
        using var simulated = LoopbackHttp.Create(simulator);
        using var http = LoopbackHttp.Create(new(parsed.GetValue(options.Api)!));
        ControlClient control = new(simulated);
        try
        {
            var any = (await control.TenantsAsync(stop))[0];
            var token = await control.TokenAsync(any.Id, null, [LocalEdition.SystemAdministrator], stop);
            return await work(new(http, () => token));
        }
        catch (HttpRequestException e)
        {
            throw new LocalEditionException("No local edition answers: start 'dotnet run --project local', or name its addresses with --api and --simulator.", e);
        }
    }
}
