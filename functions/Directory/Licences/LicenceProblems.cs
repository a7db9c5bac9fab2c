using NimbusFunctions.Tenants.Sections;
using NimbusFunctions.Web;

namespace NimbusFunctions.Directory.Licences;

/// <summary>What callers are told of licences.</summary>
internal static class LicenceProblems
{
    public static Problem NoneLeft(string licence, LicencesSection section) => Problem.Conflict(
        ProblemTypes.LicenceContingent,
        $"The tenant may give {LicenceCatalogue.ContingentOf(licence, section)} of the licence {licence} and has given them all; take one from somebody, or have the contingent raised.");
}
