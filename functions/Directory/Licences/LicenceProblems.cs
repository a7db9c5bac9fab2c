using NimbusFunctions.Directory.Users;
using NimbusFunctions.Tenants.Sections;
using NimbusFunctions.Web;

namespace NimbusFunctions.Directory.Licences;

/// <summary>What callers are told of licences.</summary>
internal static class LicenceProblems
{
    /// <summary>A user needs a licence first.</summary>
    public static Problem Missing(string userId, UserLicences licence) =>
        Problem.Conflict(ProblemTypes.LicenceMissing, $"User {userId} lacks the licence {licence}; give it first.");

    public static Problem NoneLeft(string licence, LicencesSection section) => Problem.Conflict(
        ProblemTypes.LicenceContingent,
        $"The tenant may give {LicenceCatalogue.ContingentOf(licence, section)} of the licence {licence} and has given them all; take one from somebody, or have the contingent raised.");
}
