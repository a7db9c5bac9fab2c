using System.CommandLine;
using System.Reflection;
using NimbusFunctions.Bench;
using NimbusFunctions.Local.Commands;
using NimbusFunctions.Tests.Access;
using NimbusFunctions.Tests.Api;

namespace NimbusFunctions.Tests.Infra;

/// <summary>Whatever a page tells somebody to type or to call is there.</summary>
public sealed class PageTests
{
    /// <summary>Places in an address where pages name one of several by its name.</summary>
    private static readonly string[] NamedPlaces = ["{section}", "{name}", "{check}", "{kind}", "{secret}"];

    [Fact]
    public void Commands_OfTheLocalEdition_AreUnderstood()
    {
        var commands = Pages.All.SelectMany(page => Pages.CommandsOf(page.Value, page.Key, "local")).ToArray();

        Assert.True(commands.Length >= 5, $"Only {commands.Length} commands were found.");
        Assert.Empty(commands.SelectMany(command => Faults(command.Words).Select(fault => $"{command.Page}: {string.Join(' ', command.Words)}: {fault}")));
    }

    [Theory]
    [InlineData("dotnet run --project local -- dance")]
    [InlineData("dotnet run --project local -- demo --colour blue")]
    [InlineData("dotnet run --project local -- flow")]
    public void Commands_ThatThereAreNot_AreFound(string text) =>
        Assert.NotEmpty(Faults(Assert.Single(Pages.CommandsOf(text, "a page", "local")).Words));

    [Fact]
    public void Benches_OnTheFrontPage_AreThoseThatThereAre() => Assert.All(
        Benches.All.Keys, name => Assert.Contains($"-- {name}`", Pages.All["README.md"], StringComparison.Ordinal));

    [Fact]
    public async Task Calls_OfTheApi_AreEndpoints()
    {
        await using var house = await ApiHouse.StartAsync();
        var endpoints = Endpoint.AllOf(house);
        var calls = Pages.All.SelectMany(page => Pages.CallsOf(page.Value, page.Key)).ToArray();

        Assert.True(calls.Length > 100, $"Only {calls.Length} calls were found.");
        Assert.Empty(calls.Where(call => !IsThere(endpoints, call.Method, call.Path)).Select(call => $"{call.Page}: {call.Method} {call.Path}").Distinct().Order());
        Assert.False(IsThere(endpoints, "PATCH", "/health/ready"));
        Assert.False(IsThere(endpoints, "GET", "/v1/tenants/{t}/servces"));
        Assert.False(IsThere(endpoints, "GET", "/v1/tenants/$TENANT/users/$USER/nothing"));
    }

    private static IEnumerable<string> Faults(string[] words)
    {
        using StringWriter nowhere = new();
        var root = (RootCommand)typeof(Local.Commands.CommandLine).GetMethod("Root", BindingFlags.Static | BindingFlags.NonPublic)!
            .Invoke(null, [new LocalConsole(nowhere, nowhere)])!;
        return root.Parse(DefaultCommand.Apply([.. words])).Errors.Select(error => error.Message);
    }

    private static bool IsThere(IEnumerable<Endpoint> endpoints, string method, string path)
    {
        var asked = path.Trim('/').Split('/');
        return endpoints.Any(endpoint => (endpoint.Method.Method == method || endpoint.Method.Method == "*") && Fits(endpoint.Pattern.Split('/'), asked));
    }

    private static bool Fits(string[] pattern, string[] asked) => pattern.Length == asked.Length && pattern.Zip(asked).All(pair =>
        pair.First.Equals(pair.Second, StringComparison.Ordinal)
        || (pair.First.StartsWith('{') && (pair.Second.StartsWith('{') || pair.Second.StartsWith('$') || NamedPlaces.Contains(pair.First)))
        || pair.Second == "{kind}");
}
