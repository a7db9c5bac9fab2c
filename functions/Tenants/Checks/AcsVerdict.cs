using System.Globalization;
using Azure;

namespace NimbusFunctions.Tenants.Checks;

/// <summary>What a trial of a connection string says: a pure decision. Nothing of what answered is repeated, it may be anybody.</summary>
internal static class AcsVerdict
{
    private const string Portal = "the resource's Keys in the portal";

    /// <param name="outcome">What became of the trial.</param>
    /// <param name="resource">The immutable id that the tenant gave for the resource; null: none.</param>
    /// <param name="setting">The field that holds it.</param>
    public static CheckFinding Of(AcsOutcome outcome, string? resource, string setting)
    {
        if (outcome.Failure is { } failure)
            return outcome.Step == AcsStep.Create ? OfCreation(failure) : LeftBehind(outcome.User!);
        var found = ResourceOf(outcome.User!);
        if (resource is not null && !string.Equals(resource, found, StringComparison.OrdinalIgnoreCase))
        {
            return CheckFinding.Wrong(
                "other-resource",
                $"The connection string works and belongs to another resource than {setting} names: set the one or the other anew.",
                new() { ["resourceId"] = found, ["expected"] = resource });
        }

        return CheckFinding.Works("A user and a token were created, and deleted again.", new() { ["resourceId"] = found });
    }

    private static CheckFinding OfCreation(Exception failure)
    {
        if (failure is AggregateException { InnerExceptions: [.., var last] })
            return OfCreation(last);
        if (failure is FormatException)
            return CheckFinding.Wrong("malformed", $"What is stored is no connection string: copy it anew from {Portal}.");
        if (IsRefused(failure))
            return CheckFinding.Wrong("address-refused", "The endpoint's name leads to an address that only a private network reaches; the app does not call it.");
        return failure is RequestFailedException { Status: > 0 and var status } ? OfStatus(status) : failure switch
        {
            RequestFailedException or OperationCanceledException or HttpRequestException or IOException => CheckFinding.Wrong(
                "unreachable", "The endpoint does not answer. See whether its name is right and the resource still exists; a resource that was deleted has none."),
            _ => NoAcs("what it says is not ACS's"),
        };
    }

    private static CheckFinding OfStatus(int status) => status switch
    {
        401 => CheckFinding.Wrong("wrong-key", $"The resource refuses the key (401). It may have been regenerated: copy the connection string anew from {Portal}."),
        403 => CheckFinding.Wrong(
            "forbidden", "The resource knows the key and forbids creating users (403). See whether access keys are disabled for it, or its network rules shut the app out."),
        429 => CheckFinding.Wrong("try-again", "The resource takes no more requests for now (429). Try again in a minute."),
        >= 500 => CheckFinding.Wrong("try-again", string.Create(CultureInfo.InvariantCulture, $"The resource fails ({status}). Try again; it is not the connection string.")),
        _ => NoAcs(string.Create(CultureInfo.InvariantCulture, $"it answered {status}")),
    };

    private static CheckFinding NoAcs(string why) => CheckFinding.Wrong(
        "not-acs", $"Something answers at the endpoint, and it is no Azure Communication Services ({why}). Copy the connection string from {Portal}.");

    private static CheckFinding LeftBehind(string user) => CheckFinding.Wrong(
        "not-deleted", "A user and a token were created, and the user could not be deleted again. Delete it by hand, and try again.", new() { ["user"] = user });

    private static bool IsRefused(Exception? failure) => failure switch
    {
        null => false,
        AddressRefusedException => true,
        _ => IsRefused(failure.InnerException),
    };

    /// <summary><c>8:acs:{immutable id}_{user}</c>; a text that is none of these is taken whole.</summary>
    private static string ResourceOf(string user)
    {
        const string Prefix = "8:acs:";
        var rest = user.StartsWith(Prefix, StringComparison.Ordinal) ? user[Prefix.Length..] : user;
        return rest.Split('_')[0];
    }
}
