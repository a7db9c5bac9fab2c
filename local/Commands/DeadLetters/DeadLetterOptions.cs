using System.CommandLine;

namespace NimbusFunctions.Local.Commands.DeadLetters;

/// <summary>The options that the commands about dead letters share.</summary>
internal sealed class DeadLetterOptions
{
    public Option<string> Api { get; } = AddressOption.Of("--api", new LocalEditionOptions().Port, "Where the API answers.");

    public Option<string> Simulator { get; } = AddressOption.Of("--simulator", new LocalEditionOptions().SimulatorPort, "Where the simulated tenants are.");

    public Option<string?> Tenant { get; } = new("--tenant") { Description = "Those of this tenant (its id), or - for those of none; all of them when left out.", HelpName = "ID" };

    public Option<string?> Queue { get; } = new("--queue") { Description = "Those that came from this queue.", HelpName = "Q" };

    public Option<string?> Because { get; } = new("--because") { Description = "Those whose reason contains this.", HelpName = "TEXT" };

    public Option<string?> Since { get; } = new("--since") { Description = "Those first seen on this UTC day or later.", HelpName = "DAY" };

    public Option<string?> Until { get; } = new("--until") { Description = "Those first seen on this UTC day or earlier.", HelpName = "DAY" };

    public Argument<string?> Id { get; } = new("ID") { Description = "The letter, as the list names it.", Arity = ArgumentArity.ZeroOrOne };

    public Option<bool> All { get; } = new("--all") { Description = "All that the filters mean, instead of one." };

    /// <summary>What chooses among all.</summary>
    public IReadOnlyList<Option> Filters => [Tenant, Queue, Because, Since, Until];

    /// <summary>The filter as the API takes it.</summary>
    public Dictionary<string, string?> Filter(ParseResult parsed) => new Dictionary<string, string?>
    {
        ["tenant"] = parsed.GetValue(Tenant),
        ["queue"] = parsed.GetValue(Queue),
        ["reason"] = parsed.GetValue(Because),
        ["since"] = parsed.GetValue(Since),
        ["until"] = parsed.GetValue(Until),
    }.Where(condition => condition.Value is not null).ToDictionary();

    public void AddFilters(Command command)
    {
        foreach (var option in Filters)
            command.Add(option);
    }

    public void AddAddresses(Command command)
    {
        command.Add(Api);
        command.Add(Simulator);
    }
}
