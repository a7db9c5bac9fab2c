using System.Globalization;
using System.Net;
using System.Reflection;
using System.Text.Json.Nodes;
using NimbusFunctions.Fields;
using NimbusFunctions.Tenants.Sections;
using NimbusFunctions.Tests.Api;
using NimbusFunctions.Tests.Secrets;

namespace NimbusFunctions.Tests.SettingsReaders;

/// <summary>No setting without somebody who reads it.</summary>
public sealed class EverySettingTests
{
    private const string StoredFor = "Stored for ";

    [Fact]
    public void EverySetting_HasATestOfItsReader_OrIsStoredForAnotherSystem()
    {
        var tested = typeof(EverySettingTests).Assembly.GetTypes().SelectMany(type => type.GetMethods(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic))
            .SelectMany(method => method.GetCustomAttribute<ChangesWithAttribute>()?.Fields ?? [])
            .SelectMany(Expand).ToHashSet(StringComparer.Ordinal);
        var stored = Fields().Where(field => field.Field.Reader.StartsWith(StoredFor, StringComparison.Ordinal)).Select(Name).ToList();

        Assert.Empty(Fields().Select(Name).Except(tested).Except(stored));
        Assert.Empty(tested.Except(Fields().Select(Name)));
    }

    /// <summary>Another system reads it as the operator's daemon.</summary>
    [Fact]
    public async Task EverySetting_StoredForAnotherSystem_IsReadThereAsItWasWritten()
    {
        await using var house = await ApiHouse.StartAsync();
        using var system = house.System();
        foreach (var secret in new[] { "interact-acs", "assistant-acs", "im-acs" })
            await house.SetAcsAsync(secret);
        foreach (var section in SettingsCatalogue.InOrder.Where(section => section.Fields.Any(field => field.Name == "enabled")))
            (await system.CallAsync(HttpMethod.Patch, $"v1/tenants/{ApiHouse.Tenant}/settings/{section.Name}", """{"enabled":true}""")).IsOk();
        var count = 0;
        foreach (var (section, field) in Fields().Where(field => field.Field.Reader.StartsWith(StoredFor, StringComparison.Ordinal)))
        {
            var path = $"v1/tenants/{ApiHouse.Tenant}/settings/{section.Name}";
            var before = (await system.CallAsync(HttpMethod.Get, path)).IsOk().Json[field.Name];
            var other = Other(field.Rule, before);

            (await system.CallAsync(HttpMethod.Patch, path, new JsonObject { [field.Name] = other.DeepClone() }.ToJsonString())).IsOk();

            var after = (await system.CallAsync(HttpMethod.Get, path)).IsOk(HttpStatusCode.OK).Json[field.Name];
            Assert.True(JsonNode.DeepEquals(other, after) && !JsonNode.DeepEquals(before, after), $"{section.Name}.{field.Name}: {after}");
            count++;
        }

        Assert.InRange(count, 10, 30);
    }

    /// <summary>A valid value that the field does not have yet.</summary>
    private static JsonNode Other(FieldRule rule, JsonNode? before) => rule switch
    {
        SwitchRule => JsonValue.Create(before?.GetValue<bool>() != true),
        GuidRule => JsonValue.Create("11111111-2222-3333-4444-555555555555"),
        TextRule { Form: TextForm.UserPrincipalName or TextForm.Email } => JsonValue.Create("somebody@alpenwerk.example"),
        TextRule { Form: TextForm.Phone } => JsonValue.Create("+41 44 000 00 01"),
        TextRule { Form: TextForm.SipAddress } => JsonValue.Create("sip:somebody@alpenwerk.example"),
        TextRule text => JsonValue.Create("Other"[..Math.Min(5, text.Longest)]),
        GroupRule group => new JsonObject(group.Fields.Select(field => KeyValuePair.Create(field.Name, (JsonNode?)Other(field.Rule, null)))),
        _ => throw new NotSupportedException(string.Create(CultureInfo.InvariantCulture, $"No other value of {rule} is known.")),
    };

    private static IEnumerable<string> Expand(string field) => field.EndsWith(".*", StringComparison.Ordinal)
        ? Fields().Select(Name).Where(name => name.StartsWith(field[..^1], StringComparison.Ordinal))
        : [field];

    private static string Name((ISettingsSection Section, SettingsField Field) field) => $"{field.Section.Name}.{field.Field.Name}";

    private static IEnumerable<(ISettingsSection Section, SettingsField Field)> Fields() =>
        SettingsCatalogue.InOrder.SelectMany(section => section.Fields.Select(field => (section, field)));
}
