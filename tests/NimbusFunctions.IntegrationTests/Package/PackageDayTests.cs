using System.Globalization;
using NimbusFunctions.IntegrationTests.Api;
using NimbusFunctions.Local.Commands.Api;
using NimbusFunctions.Local.Commands.Demo;

namespace NimbusFunctions.IntegrationTests.Package;

/// <summary>
/// The package does everything that the app does. It is trimmed: what is found by reflection alone (options, JSON, the
/// SDKs of Entra, Graph and Key Vault) may be gone from it, and only a run shows that.
/// </summary>
public sealed class PackageDayTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task When_ThePackageLivesThroughADay_Should_DoEverythingThatTheAppDoes()
    {
        await using var package = await PackageEdition.StartAsync();

        await IsReadyAsync(package);
        await DirectoryAsync(package);
        await FlowAsync(package);
        await TaskAsync(package);
        await PresenceAsync(package);
        await SecretAsync(package);
        await AddressBookAsync(package);
        await DocumentAsync(package);
        await PurgeAsync(package);

        // An app that lacked a member would have said so, and gone on.
        Assert.DoesNotContain(package.Journal.Output, line =>
            line.Contains("MissingMethod", StringComparison.Ordinal)
            || line.Contains("TypeLoad", StringComparison.Ordinal)
            || line.Contains("NotSupportedException", StringComparison.Ordinal)
            || line.Contains("Reflection-based", StringComparison.Ordinal));
    }

    private static async Task IsReadyAsync(PackageEdition package)
    {
        Assert.Equal("ready", (await package.Client(null).CallAsync(HttpMethod.Get, "health/ready")).Text("status"));
        Assert.Equal(401, (await package.Client(null).CallAsync(HttpMethod.Get, $"{package.Root}/services")).Status);
        Assert.Equal(401, (await package.Client("a.b.c").CallAsync(HttpMethod.Get, $"{package.Root}/services")).Status);
        Assert.Equal(200, (await package.System().CallAsync(HttpMethod.Get, $"{package.Root}/services")).Status);
    }

    private static async Task DirectoryAsync(PackageEdition package)
    {
        var http = package.System();
        TenantApi api = new(new JsonCalls(http), package.Tenant.Id);
        var control = package.Control();
        var cast = DemoCast.Choose(await control.TeamsAsync(package.Tenant.Id, Stop), await control.UsersAsync(package.Tenant.Id, Stop), package.Tenant.AdminUpn);
        DemoDay day = new(api, token => new(new JsonCalls(package.Client(null), () => token), package.Tenant.Id), control, cast);

        Holds(await new DemoStage(api).PlayAsync(day.Scenes(), Stop));
    }

    private static async Task FlowAsync(PackageEdition package) =>
        Holds(await new DemoFlow(package.Edition.Api, package.Control(), package.Tenant.Id).PlayAsync(Stop));

    // Admitted, handed to the engine, and ended by what the engine tells.
    private static async Task TaskAsync(PackageEdition package)
    {
        var system = package.System();
        var service = (await system.CallAsync(HttpMethod.Get, $"{package.Root}/services")).Json.GetProperty("value")[0];
        var path = $"{package.Root}/services/{service.GetProperty("id").GetString()}/usage";
        Assert.Equal(200, (await package.ControlHttp().CallAsync(HttpMethod.Post, "_control/engine", """{"handleSeconds":1}""")).Status);
        var posted = await package.Administrator().CallAsync(
            HttpMethod.Post, "v1/ExternalTasks", $$"""{"serviceUpn":"{{service.GetProperty("upn").GetString()}}"}""");

        Assert.Equal(200, posted.Status);
        await PackageEdition.UntilAsync(() => system.CallAsync(HttpMethod.Get, path), answer => InUse(answer) == 0);
        Assert.Contains(package.Journal.Invocations, call => call.Function == "ApplyTaskEvent");
    }

    private static async Task PresenceAsync(PackageEdition package)
    {
        var system = package.System();
        var section = await system.CallAsync(HttpMethod.Get, $"{package.Root}/settings/presence");
        Assert.Equal(200, (await system.CallAsync(HttpMethod.Put, $"{package.Root}/settings/presence", """{"tracking":true,"intervalSeconds":5}""", ifMatch: section.ETag)).Status);

        var status = await PackageEdition.UntilAsync(
            () => system.CallAsync(HttpMethod.Get, $"{package.Root}/presence/status"),
            answer => answer.Json.GetProperty("users").GetInt32() > 0 && answer.Json.GetProperty("shareStale").GetDouble() < 1);
        Assert.Equal("Granted", status.Text("permission"));
    }

    private static async Task SecretAsync(PackageEdition package)
    {
        var administrator = package.Administrator();
        var acs = (await package.ControlHttp().CallAsync(HttpMethod.Get, $"_control/tenants/{package.Tenant.Id}/acs")).Text("connectionString");
        Assert.Equal(200, (await administrator.CallAsync(HttpMethod.Put, $"{package.Root}/secrets/im-acs", $$"""{"value":"{{acs}}"}""")).Status);
        Assert.Equal(200, (await administrator.CallAsync(HttpMethod.Patch, $"{package.Root}/settings/instantMessaging", """{"ownAcs":true}""")).Status);

        foreach (var check in (string[])["acs-im", "permissions", "tenant-group"])
        {
            var answer = await administrator.CallAsync(HttpMethod.Post, $"{package.Root}/checks/{check}");
            Assert.True(answer.Status == 200 && answer.Text("result") is "working" or "off" or "not-set", $"{check}: {answer.Status} {answer.Json}");
        }
    }

    private static async Task AddressBookAsync(PackageEdition package)
    {
        var administrator = package.Administrator();
        var book = await administrator.CallAsync(HttpMethod.Post, "v2/AddressBooks", """{"name":"Suppliers"}""");
        Assert.Equal(201, book.Status);
        var contact = """{"externalId":"1","displayName":"Zaunkoenig Supplies","emailAddresses":["sales@supplies.example"],"customFields":[{"name":"a","value":"b"}]}""";
        Assert.Equal(200, (await administrator.CallAsync(HttpMethod.Post, $"v2/AddressBooks/{book.Text("id")}/contacts", contact)).Status);

        var found = (await administrator.CallAsync(HttpMethod.Get, $"{package.Root}/contacts?q=Zaunkoenig")).Json;
        Assert.Equal(1, found.GetProperty("value").GetArrayLength());
        // Directory and Exchange are asked on the user's behalf.
        Assert.All(found.GetProperty("sources").EnumerateArray(), source => Assert.True(source.GetProperty("ok").GetBoolean(), $"{source}"));
    }

    private static async Task DocumentAsync(PackageEdition package)
    {
        var administrator = package.Administrator();
        Assert.Equal(200, (await administrator.CallAsync(HttpMethod.Get, $"{package.Root}/settings")).Status);
        (await administrator.CallAsync(HttpMethod.Put, $"{package.Root}/settings/general", """{"nothing":1}""")).IsProblem(400);
        (await administrator.CallAsync(HttpMethod.Post, "v1/ExternalTasks", "{")).IsProblem(400);
    }

    // The history reaches three days beyond what is kept. At noon those are over at every hour that the test may run.
    private static async Task PurgeAsync(PackageEdition package)
    {
        var control = package.ControlHttp();
        var now = package.Edition.Clock.GetUtcNow();
        var noon = new DateTimeOffset(now.UtcDateTime.Date, TimeSpan.Zero).AddHours(36);
        var ahead = Math.Ceiling((noon - now).TotalSeconds);
        Assert.Equal(200, (await control.CallAsync(HttpMethod.Put, "_control/clock", string.Create(CultureInfo.InvariantCulture, $$"""{"aheadSeconds":{{ahead}}}"""))).Status);

        var system = package.System();
        await PackageEdition.UntilAsync(
            () => system.CallAsync(HttpMethod.Get, $"{package.Root}/retention/receipts"), answer => answer.Json.GetProperty("value").GetArrayLength() > 0);
        Assert.True((await system.CallAsync(HttpMethod.Get, $"{package.Root}/retention/receipts/verification")).Json.GetProperty("sound").GetBoolean());
    }

    private static int InUse(Answer usage) => usage.Json.GetProperty("modalities").EnumerateArray()
        .Single(one => one.GetProperty("modality").GetString() == "ExternalTask").GetProperty("inUse").GetInt32();

    private static void Holds(IReadOnlyList<DemoStep> steps)
    {
        Assert.NotEmpty(steps);
        Assert.Null(DemoReport.FirstFailureOf(steps));
    }
}
