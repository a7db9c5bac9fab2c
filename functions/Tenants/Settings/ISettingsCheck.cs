using NimbusFunctions.Tenants.Sections;
using NimbusFunctions.Web;

namespace NimbusFunctions.Tenants.Settings;

/// <summary>What a section must hold beyond itself, such as things that lie elsewhere in the store.</summary>
internal interface ISettingsCheck
{
    /// <param name="tenant">The tenant.</param>
    /// <param name="section">The section that somebody changes.</param>
    /// <param name="json">As it is to be; sound in itself.</param>
    /// <param name="errors">Takes the faults, by the section's fields.</param>
    /// <param name="cancellation">Ends the look-up.</param>
    Task CheckAsync(string tenant, ISettingsSection section, string json, ValidationErrors errors, CancellationToken cancellation);
}
