using System.CommandLine;
using System.Globalization;

namespace NimbusFunctions.Local.Commands;

/// <summary>Options that name an address of the local edition that runs.</summary>
internal static class AddressOption
{
    /// <param name="name">With its dashes.</param>
    /// <param name="port">The port where it answers if nothing else is said.</param>
    /// <param name="says">What answers there.</param>
    public static Option<string> Of(string name, int port, string says)
    {
        Option<string> option = new(name)
        {
            Description = says,
            HelpName = "ADDRESS",
            DefaultValueFactory = _ => string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{port}"),
        };
        option.Validators.Add(result =>
        {
            if (result.Tokens.Count > 0
                && !(Uri.TryCreate(result.Tokens[0].Value, UriKind.Absolute, out var address) && address.IsLoopback && address.Scheme is "http" or "https"))
                result.AddError($"{name} must be an address of this machine, such as http://127.0.0.1:{port}.");
        });
        return option;
    }
}
